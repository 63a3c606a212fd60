import { DomainError } from '#libs/platform';
import type { KeyPartitioner } from '../../partitions/key-partitioner.js';
import { PartitionQueue } from './partition-queue.js';
import type { PendingRecord } from './pending-record.js';

/** The queues of one topic. Until its partitions are known, records wait in the order in which they came. */
export class TopicQueues {
  private queues: readonly PartitionQueue[] = [];
  private unplaced: PendingRecord[] = [];

  constructor(
    readonly topic: string,
    private readonly partitioner: KeyPartitioner,
    private nextKeyless: number,
  ) {}

  get isKnown(): boolean {
    return this.queues.length > 0;
  }

  get partitions(): readonly PartitionQueue[] {
    return this.queues;
  }

  /** @returns the queue it went to; none while the partitions are unknown, or when it names one that is not there */
  add(record: PendingRecord): PartitionQueue | undefined {
    if (!this.isKnown) {
      this.unplaced.push(record);
      return undefined;
    }
    const queue = this.queues[this.choosePartition(record)];
    if (queue) queue.push(record);
    else record.fail(new DomainError('not_found', `Topic ${this.topic} has no such partition.`));
    return queue;
  }

  /** Places what waited. From now on the choice for a key never changes. */
  setPartitions(count: number): void {
    this.queues = Array.from({ length: count }, (_, partition) => new PartitionQueue(this.topic, partition));
    for (const record of this.unplaced.splice(0)) this.add(record);
  }

  failUnplaced(error: Error): void {
    for (const record of this.unplaced.splice(0)) record.fail(error);
  }

  expire(now: number, error: () => Error): void {
    const young = this.unplaced.findIndex(({ deadline }) => deadline > now);
    const expired = this.unplaced.splice(0, young === -1 ? this.unplaced.length : young);
    for (const record of expired) record.fail(error());
    for (const queue of this.queues) queue.expire(now, error);
  }

  private choosePartition({ record }: PendingRecord): number {
    if (record.partition !== undefined) return record.partition;
    if (record.key !== undefined) return this.partitioner.partitionOf(record.key, this.queues.length);
    return this.nextKeyless++ % this.queues.length;
  }
}
