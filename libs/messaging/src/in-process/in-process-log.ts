import { DomainError } from '#libs/platform';
import type { Clock } from '#libs/platform';
import type {
  BroadcastReader,
  GroupMember,
  GroupOptions,
  IncomingRecord,
  LogTransport,
  OutgoingRecord,
  TopicSpec,
} from '../log-transport.port.js';
import { KeyPartitioner } from '../partitions/key-partitioner.js';
import { MAX_RECORD_BYTES, recordSize } from '../partitions/record-size.js';
import { MemoryGroup } from './memory-group.js';
import { MemoryMember } from './memory-member.js';
import { MemoryTopic } from './memory-topic.js';
import { PartitionReader } from './partition-reader.js';

/**
 * The log in this process's memory: the same partitions, groups, positions and redelivery as Kafka, nothing on disk.
 * One object is shared by all services of a standalone process, each of which joins with members of its own;
 * `close()` ends it for all of them.
 */
export class InProcessLog implements LogTransport {
  private readonly clock: Clock;
  private readonly topics = new Map<string, MemoryTopic>();
  private readonly groups = new Map<string, MemoryGroup>();
  private readonly broadcasts = new Set<BroadcastReader>();
  private readonly partitioner = new KeyPartitioner();
  private joins = 0;
  private closed = false;

  constructor(options: { clock: Clock }) {
    this.clock = options.clock;
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    for (const spec of topics) {
      const existing = this.topics.get(spec.name);
      if (!existing) this.topics.set(spec.name, new MemoryTopic(spec, this.clock.now()));
      else if (existing.spec.partitions !== spec.partitions)
        throw new DomainError(
          'conflict',
          `Topic ${spec.name} has ${existing.spec.partitions} partitions, not ${spec.partitions}; changing the count would break the order of keys.`,
        );
    }
  }

  async append(record: OutgoingRecord): Promise<void> {
    if (this.closed) throw new DomainError('unavailable', 'The log is closed.');
    if (recordSize(record) > MAX_RECORD_BYTES)
      throw new DomainError(
        'too_large',
        `A record for ${record.topic} is larger than ${MAX_RECORD_BYTES} bytes.`,
      );
    const topic = this.topicOf(record.topic);
    const { key, value, headers = {} } = record;
    const partition =
      record.partition ??
      (key === undefined ? topic.spread() : this.partitioner.partitionOf(key, topic.partitions.length));
    topic.append({
      topic: record.topic,
      partition,
      key: key ?? null,
      value,
      headers,
      timestamp: this.clock.now(),
    });
  }

  async joinGroup(options: GroupOptions): Promise<GroupMember> {
    for (const { name } of options.topics) this.topicOf(name);
    const group = this.groups.get(options.group) ?? new MemoryGroup(this.topics);
    this.groups.set(options.group, group);
    const id = `${options.group}-${String(++this.joins).padStart(6, '0')}`;
    const member = new MemoryMember(id, group, this.topics, () => this.clock.now(), options);
    await Promise.resolve();
    group.join(member, options.topics);
    return member;
  }

  async readBroadcast(topic: string, onRecord: (record: IncomingRecord) => void): Promise<BroadcastReader> {
    const caughtUp: Promise<void>[] = [];
    const readers = this.topicOf(topic).partitions.map((log) => {
      const end = log.endOffset;
      let onCaughtUp = (): void => undefined;
      if (log.length > 0) caughtUp.push(new Promise((resolve) => (onCaughtUp = resolve)));
      return new PartitionReader(log, log.firstOffset, (records) => {
        for (const record of records) onRecord(record);
        if ((records.at(-1)?.offset ?? 0) + 1 >= end) onCaughtUp();
      });
    });
    for (const reader of readers) reader.start();
    const broadcast: BroadcastReader = {
      stop: async () => {
        this.broadcasts.delete(broadcast);
        for (const reader of readers) reader.stop();
      },
    };
    this.broadcasts.add(broadcast);
    await Promise.all(caughtUp);
    return broadcast;
  }

  /**
   * The keyed records that some group has not finished, in order for each key, so that another log can go on with
   * them. Call it once every group has drained. Questions have no key: whoever asked them is gone.
   */
  unfinished(): OutgoingRecord[] {
    return [...this.topics.values()]
      .flatMap((topic) => topic.unfinished())
      .flatMap(({ topic, key, value, headers }) =>
        key === null || value === null ? [] : [{ topic, key, value, headers }],
      );
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const broadcast of this.broadcasts) await broadcast.stop();
    await Promise.all([...this.groups.values()].map((group) => group.close()));
  }

  private topicOf(name: string): MemoryTopic {
    const topic = this.topics.get(name);
    if (!topic) throw new DomainError('not_found', `There is no topic ${name}; declare it before using it.`);
    return topic;
  }
}
