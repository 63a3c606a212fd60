import type { PendingRecord } from './pending-record.js';

const MAX_BATCH_RECORDS = 500;
/** Below the 1 MiB that brokers store by default. A single record may be larger: its batch holds nothing else. */
const MAX_BATCH_BYTES = 900_000;
/** Sequences wrap where a signed 32-bit integer ends. */
const SEQUENCE_MASK = 0x7fffffff;

/**
 * The records of one partition on their way. The batch that was sent first stays as it is, with its sequence, until
 * the broker acknowledged it: only then a resent batch is recognised as the one that may already be stored.
 */
export class PartitionQueue {
  /** The sequence of the frozen batch's first record. */
  firstSequence = 0;
  /** The records of the last attempt, the same in the next. */
  batch: readonly PendingRecord[] = [];
  inFlight = false;
  /** Sent in a request of its own, so that a refusal can only mean this partition. */
  alone = false;
  private waiting: PendingRecord[] = [];

  constructor(
    readonly topic: string,
    readonly partition: number,
  ) {}

  get isEmpty(): boolean {
    return this.batch.length === 0 && this.waiting.length === 0;
  }

  push(record: PendingRecord): void {
    this.waiting.push(record);
  }

  /** The bytes of the batch that the next attempt sends. */
  freeze(): number {
    if (this.batch.length === 0) this.batch = this.waiting.splice(0, this.batchLength());
    return this.batch.reduce((sum, { size }) => sum + size, 0);
  }

  /** The batch is stored. */
  acknowledge(): void {
    const stored = this.batch;
    this.firstSequence = (this.firstSequence + stored.length) & SEQUENCE_MASK;
    this.batch = [];
    this.alone = false;
    for (const record of stored) record.stored();
  }

  /** The batch was too large and is not stored: sends half of it next, or gives up the one record that never fits. */
  shrink(error: (record: PendingRecord) => Error): void {
    const [first, ...others] = this.batch;
    if (!first) return;
    if (others.length === 0) return this.discard(error(first));
    const refused = this.batch;
    this.batch = refused.slice(0, refused.length >> 1);
    this.waiting = [...refused.slice(this.batch.length), ...this.waiting];
  }

  /** The broker will never store the batch. */
  discard(error: Error): void {
    const refused = this.batch;
    this.batch = [];
    this.alone = false;
    for (const record of refused) record.fail(error);
  }

  /**
   * Fails what is past its deadline. What was never sent is forgotten; a frozen batch stays, because it may be stored
   * and what comes after it needs its sequence.
   */
  expire(now: number, error: () => Error): void {
    for (const record of this.batch) if (record.deadline <= now) record.giveUp(error());
    const young = this.waiting.findIndex(({ deadline }) => deadline > now);
    const expired = this.waiting.splice(0, young === -1 ? this.waiting.length : young);
    for (const record of expired) record.fail(error());
  }

  /** A new producer id counts from nought. */
  restartSequence(): void {
    this.firstSequence = 0;
  }

  private batchLength(): number {
    let bytes = 0;
    let length = 0;
    for (const { size } of this.waiting) {
      bytes += size;
      if (length > 0 && (bytes > MAX_BATCH_BYTES || length >= MAX_BATCH_RECORDS)) break;
      length++;
    }
    return length;
  }
}
