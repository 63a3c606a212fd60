import type {
  CommittedOffset,
  GroupListener,
  GroupMember,
  GroupOptions,
  IncomingRecord,
  TopicPartition,
} from '../log-transport.port.js';
import { partitionKey } from '../partitions/partition-key.js';
import type { MemoryTopic } from './memory-topic.js';
import { PartitionReader } from './partition-reader.js';

/** What a member needs of its group. */
interface GroupOfMember {
  commit(offset: CommittedOffset): void;
  leave(member: MemoryMember): void;
}

/** One member of a group: a reader for each partition that it holds. */
export class MemoryMember implements GroupMember {
  readonly topics: readonly string[];
  private readonly listener: GroupListener;
  private readonly readers = new Map<string, { partition: TopicPartition; reader: PartitionReader }>();
  private left = false;

  constructor(
    readonly id: string,
    private readonly group: GroupOfMember,
    private readonly topicsByName: ReadonlyMap<string, MemoryTopic>,
    private readonly now: () => number,
    options: GroupOptions,
  ) {
    this.topics = options.topics.map(({ name }) => name);
    this.listener = options.listener;
  }

  get owned(): TopicPartition[] {
    return [...this.readers.values()].map(({ partition }) => partition);
  }

  /** Gives up what is not among the partitions of a new assignment. */
  lose(assigned: readonly TopicPartition[]): void {
    if (this.left) return;
    const kept = new Set(assigned.map(partitionKey));
    const lost = this.owned.filter((partition) => !kept.has(partitionKey(partition)));
    for (const partition of lost) {
      this.readers.get(partitionKey(partition))?.reader.stop();
      this.readers.delete(partitionKey(partition));
    }
    if (lost.length > 0) this.listener.onLost(lost);
  }

  /** Takes an assignment: reads on in what it held, begins where the group stands in the rest. */
  assign(
    assigned: readonly TopicPartition[],
    committedOf: (partition: TopicPartition) => CommittedOffset | undefined,
  ): void {
    if (this.left) return;
    const started: PartitionReader[] = [];
    const told = assigned.map((partition) => {
      const key = partitionKey(partition);
      const log = this.topicsByName.get(partition.topic)?.partitions[partition.partition];
      if (this.readers.has(key) || !log) return partition;
      const committed = committedOf(partition);
      const reader = new PartitionReader(log, committed?.offset ?? 0, (records) =>
        this.deliver(partition, records),
      );
      this.readers.set(key, { partition, reader });
      started.push(reader);
      return { ...partition, committed };
    });
    this.listener.onAssigned(told);
    for (const reader of started) reader.start();
  }

  pause(partitions: readonly TopicPartition[]): void {
    for (const partition of partitions) this.readers.get(partitionKey(partition))?.reader.pause();
  }

  resume(partitions: readonly TopicPartition[]): void {
    for (const partition of partitions) this.readers.get(partitionKey(partition))?.reader.resume();
  }

  async commit(offsets: readonly CommittedOffset[]): Promise<void> {
    for (const offset of offsets) {
      if (!this.readers.has(partitionKey(offset))) continue;
      this.group.commit(offset);
      this.topicsByName.get(offset.topic)?.clean(offset.partition, this.now());
    }
  }

  async leave(): Promise<void> {
    this.left = true;
    for (const { reader } of this.readers.values()) reader.stop();
    this.readers.clear();
    await Promise.resolve();
    this.group.leave(this);
  }

  private deliver(partition: TopicPartition, records: readonly IncomingRecord[]): void {
    try {
      this.listener.onRecords(partition, records);
    } catch (error) {
      this.listener.onFatal(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
