import type { IncomingRecord, TopicPartition, TopicSpec } from '../log-transport.port.js';
import { PartitionLog } from './partition-log.js';

/** For so long after a topic was made, a group that joins for the first time still finds its first record. */
const LATE_GROUP_MS = 30_000;
/** What a partition keeps that no group reads (broadcasts, dead letters), whatever its retention. */
const MAX_RECORDS_WITHOUT_GROUP = 50_000;
const APPENDS_PER_CLEANING = 256;

/**
 * A topic and when its records may go:
 * a compacted one keeps the newest record of each key; any other frees a record when every group that ever joined
 * has committed beyond it (not in the topic's first 30 s, so that groups may join in any order at boot), when it is
 * older than the topic's retention, or, while no group reads the topic, when 50 000 newer ones are in its partition.
 */
export class MemoryTopic {
  readonly partitions: readonly PartitionLog[];
  /** The groups that ever joined. */
  readonly groups = new Set<{ committedOffset(partition: TopicPartition): number }>();
  private appendsUntilCleaning = APPENDS_PER_CLEANING;
  private nextKeyless = 0;

  constructor(
    readonly spec: TopicSpec,
    private readonly createdAt: number,
  ) {
    this.partitions = Array.from({ length: spec.partitions }, () => new PartitionLog());
  }

  append(record: Omit<IncomingRecord, 'offset'>): void {
    const log = this.partitions[record.partition];
    if (!log) throw new RangeError(`Topic ${record.topic} has no partition ${record.partition}.`);
    log.append(record);
    if (--this.appendsUntilCleaning > 0) return;
    this.appendsUntilCleaning = APPENDS_PER_CLEANING;
    for (let partition = 0; partition < this.partitions.length; partition++)
      this.clean(partition, record.timestamp);
  }

  /** The next partition in turn, for a record without a key. */
  spread(): number {
    return this.nextKeyless++ % this.partitions.length;
  }

  /** What some group has not committed yet; everything when no group reads the topic; nothing of a compacted one. */
  unfinished(): IncomingRecord[] {
    if (this.spec.retention === 'compacted') return [];
    return this.partitions.flatMap((log, partition) => {
      const done = [...this.groups].map((group) =>
        group.committedOffset({ topic: this.spec.name, partition }),
      );
      return log.read(done.length > 0 ? Math.min(...done) : log.firstOffset, log.length);
    });
  }

  /** Frees what nobody needs any more. */
  clean(partition: number, now: number): void {
    const log = this.partitions[partition];
    if (!log) return;
    if (this.spec.retention === 'compacted') return log.compact();
    log.dropOlderThan(now - this.spec.retention);
    if (this.groups.size === 0) return log.dropAllButNewest(MAX_RECORDS_WITHOUT_GROUP);
    if (now < this.createdAt + LATE_GROUP_MS) return;
    const done = [...this.groups].map((group) => group.committedOffset({ topic: this.spec.name, partition }));
    log.dropBelow(Math.min(...done));
  }
}
