import type { CommittedOffset, GroupOptions, TopicPartition } from '../log-transport.port.js';
import { partitionKey } from '../partitions/partition-key.js';
import { assignSticky } from '../partitions/sticky-assignment.js';
import type { MemoryMember } from './memory-member.js';
import type { MemoryTopic } from './memory-topic.js';

/** A consumer group: who is in it, who reads what, and how far it is. */
export class MemoryGroup {
  private readonly members = new Set<MemoryMember>();
  private readonly committed = new Map<string, CommittedOffset>();

  constructor(private readonly topics: ReadonlyMap<string, MemoryTopic>) {}

  join(member: MemoryMember, subscriptions: GroupOptions['topics']): void {
    for (const { name, from } of subscriptions) {
      const topic = this.topics.get(name);
      if (!topic) continue;
      topic.groups.add(this);
      for (const [partition, log] of topic.partitions.entries()) {
        const key = partitionKey({ topic: name, partition });
        const offset = from === 'beginning' ? log.firstOffset : log.endOffset;
        if (!this.committed.has(key)) this.committed.set(key, { topic: name, partition, offset });
      }
    }
    this.members.add(member);
    this.rebalance();
  }

  leave(member: MemoryMember): void {
    if (this.members.delete(member)) this.rebalance();
  }

  /** All members leave, none of them taking over from another. */
  async close(): Promise<void> {
    await Promise.all([...this.members].map((member) => member.leave()));
  }

  /** Where the group stands; nothing below is needed by it. */
  committedOffset(partition: TopicPartition): number {
    return this.committed.get(partitionKey(partition))?.offset ?? 0;
  }

  commit(offset: CommittedOffset): void {
    this.committed.set(partitionKey(offset), offset);
  }

  private rebalance(): void {
    const byId = new Map([...this.members].map((member) => [member.id, member]));
    const counts = new Map([...this.topics].map(([name, topic]) => [name, topic.partitions.length]));
    const claims = [...this.members].map(({ id, topics, owned }) => ({ id, topics, owned, generation: 0 }));
    const assignment = assignSticky(claims, counts);
    for (const [id, partitions] of assignment) byId.get(id)?.lose(partitions);
    for (const [id, partitions] of assignment)
      byId.get(id)?.assign(partitions, (partition) => this.committed.get(partitionKey(partition)));
  }
}
