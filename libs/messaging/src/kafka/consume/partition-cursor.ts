import type { TopicPartition } from '../../log-transport.port.js';

/** What to do with a batch that kafkajs fetched. */
export type CursorVerdict = 'deliver' | 'seek';

/** Our own position in a partition, because kafkajs's falls back to the last commit at every rebalance. */
export class PartitionCursor {
  private doubted = false;

  constructor(
    readonly partition: TopicPartition,
    public position: number,
  ) {}

  /**
   * A batch fetched from our position or below it is delivered (without what lies below). One from above is fetched
   * again from our position, once: if kafkajs comes back from above, what is between is gone from the log.
   */
  judge(fetchedOffset: number): CursorVerdict {
    if (fetchedOffset <= this.position || this.doubted) {
      this.doubted = false;
      return 'deliver';
    }
    this.doubted = true;
    return 'seek';
  }
}
