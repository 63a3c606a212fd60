import { describe, expect, it } from 'vitest';
import { PartitionQueue } from '../../../../../libs/messaging/src/kafka/produce/partition-queue.js';
import { PendingRecord } from '../../../../../libs/messaging/src/kafka/produce/pending-record.js';

interface Fate {
  record: PendingRecord;
  outcome: string;
  left: boolean;
}

const pending = (size = 100, deadline = 1_000): Fate => {
  const fate = { outcome: 'waiting', left: false } as Fate;
  fate.record = new PendingRecord({ topic: 't', value: Buffer.alloc(0) }, size, 0, deadline, {
    left: () => (fate.left = true),
    stored: () => (fate.outcome = 'stored'),
    failed: (error) => (fate.outcome = error.message),
  });
  return fate;
};

const queueOf = (...fates: Fate[]): PartitionQueue => {
  const queue = new PartitionQueue('t', 0);
  for (const { record } of fates) queue.push(record);
  return queue;
};

describe('A partition’s queue', () => {
  it('sends the same batch under the same sequence until it is acknowledged', () => {
    const [first, second, later] = [pending(), pending(), pending()];
    const queue = queueOf(first, second);
    queue.freeze();
    queue.push(later.record);
    queue.freeze();
    expect(queue.batch).toEqual([first.record, second.record]);
    expect(queue.firstSequence).toBe(0);
    queue.acknowledge();
    expect([first.outcome, second.outcome, later.outcome]).toEqual(['stored', 'stored', 'waiting']);
    queue.freeze();
    expect(queue.batch).toEqual([later.record]);
    expect(queue.firstSequence).toBe(2);
  });

  it('keeps batches below what a broker stores, but sends a large record by itself', () => {
    const sizes = [500_000, 500_000, 950_000, 10];
    const queue = queueOf(...sizes.map((size) => pending(size)));
    const batches: number[] = [];
    while (!queue.isEmpty) {
      batches.push(queue.freeze());
      queue.acknowledge();
    }
    expect(batches).toEqual([500_000, 500_000, 950_000, 10]);
  });

  it('halves a batch that was too large, in order, and gives up only a record that is too large by itself', () => {
    const fates = [pending(), pending(), pending()];
    const queue = queueOf(...fates);
    queue.freeze();
    queue.shrink(() => new Error('too large'));
    expect(queue.batch).toEqual([fates[0]?.record]);
    expect(queue.firstSequence).toBe(0);
    queue.shrink(() => new Error('too large'));
    expect(fates.map(({ outcome }) => outcome)).toEqual(['too large', 'waiting', 'waiting']);
    queue.freeze();
    expect(queue.batch).toEqual([fates[1]?.record, fates[2]?.record]);
    expect(queue.firstSequence).toBe(0);
  });

  it('forgets what ran out of time before it was sent, but not what may be stored', () => {
    const [sent, unsent, young] = [pending(), pending(), pending(100, 9_000)];
    const queue = queueOf(sent);
    queue.freeze();
    queue.push(unsent.record);
    queue.push(young.record);
    queue.expire(1_000, () => new Error('late'));
    expect([sent.outcome, unsent.outcome, young.outcome]).toEqual(['late', 'late', 'waiting']);
    expect([sent.left, unsent.left, young.left]).toEqual([false, true, false]);
    expect(queue.batch).toEqual([sent.record]);
    queue.acknowledge();
    expect([sent.left, sent.outcome]).toEqual([true, 'late']);
    expect(queue.firstSequence).toBe(1);
  });
});
