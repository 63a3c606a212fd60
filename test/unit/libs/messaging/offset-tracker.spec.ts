import { describe, expect, it } from 'vitest';
import { decodeRanges, encodeRanges } from '../../../../libs/messaging/src/dispatch/offset-ranges.js';
import { OffsetTracker } from '../../../../libs/messaging/src/dispatch/offset-tracker.js';

/** Park and Miller's generator: the same numbers in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

describe('the tracker of a partition', () => {
  it('knows nothing to commit before it has seen a record', () => {
    expect(new OffsetTracker().progress()).toBeUndefined();
    expect(new OffsetTracker({ offset: 7 }).progress()).toEqual({ offset: 7 });
  });

  it('commits one above the last record when all are finished, whatever the order', () => {
    const tracker = new OffsetTracker({ offset: 10 });
    for (const offset of [10, 11, 12]) expect(tracker.take(offset)).toBe(true);
    for (const offset of [12, 10, 11]) tracker.finish(offset);
    expect(tracker.progress()).toEqual({ offset: 13 });
  });

  it('commits the lowest unfinished record, with those finished above it', () => {
    const tracker = new OffsetTracker({ offset: 10 });
    for (let offset = 10; offset < 20; offset++) tracker.take(offset);
    for (const offset of [10, 12, 13, 17]) tracker.finish(offset);
    const progress = tracker.progress();
    expect(progress?.offset).toBe(11);
    expect(decodeRanges(11, progress?.metadata)).toEqual([
      { from: 12, to: 14 },
      { from: 17, to: 18 },
    ]);
  });

  it('counts offsets that do not exist as finished', () => {
    const tracker = new OffsetTracker({ offset: 0 });
    for (const offset of [0, 5, 9]) tracker.take(offset);
    tracker.finish(0);
    expect(tracker.progress()?.offset).toBe(5);
    tracker.finish(5);
    tracker.finish(9);
    expect(tracker.progress()).toEqual({ offset: 10 });
  });

  it('takes a record that it has seen, or that was finished before its time, only once', () => {
    const tracker = new OffsetTracker({ offset: 3, metadata: encodeRanges(3, [{ from: 4, to: 6 }]) ?? '' });
    expect([2, 3, 4, 5, 6, 6].map((offset) => tracker.take(offset))).toEqual([
      false,
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  it('loses and repeats nothing over many lives of which each handles a part', () => {
    const random = numbers(20_26);
    const total = 400;
    for (let run = 0; run < 50; run++) {
      const times = new Map<number, number>();
      let committed: { offset: number; metadata?: string } = { offset: 0 };
      while (committed.offset < total) {
        const tracker = new OffsetTracker(committed);
        const end = Math.min(total, committed.offset + 1 + Math.floor(random() * 60));
        const finished = new Set<number>();
        for (let offset = committed.offset; offset < end; offset++) {
          if (!tracker.take(offset)) continue;
          if (random() < 0.7) finished.add(offset);
        }
        for (const offset of finished) {
          tracker.finish(offset);
          times.set(offset, (times.get(offset) ?? 0) + 1);
        }
        committed = tracker.progress() ?? committed;
      }
      expect([...times.keys()]).toHaveLength(total);
      expect(new Set(times.values())).toEqual(new Set([1]));
    }
  });
});

describe('finished offsets in commit metadata', () => {
  it('survive, however far away they are', () => {
    const ranges = [
      { from: 101, to: 102 },
      { from: 5_000_000_000, to: 5_000_100_000 },
    ];
    expect(decodeRanges(100, encodeRanges(100, ranges))).toEqual(ranges);
  });

  it('fit into what a broker stores: the last ones are left out', () => {
    const ranges = Array.from({ length: 5_000 }, (_, n) => ({ from: 1 + n * 2, to: 2 + n * 2 }));
    const metadata = encodeRanges(0, ranges) ?? '';
    expect(metadata.length).toBeLessThanOrEqual(4096);
    const kept = decodeRanges(0, metadata);
    expect(kept.length).toBeGreaterThan(1_500);
    expect(kept).toEqual(ranges.slice(0, kept.length));
  });

  it.each([undefined, '', 'somebody else', 'd1:', 'd1:!!'])('mean nothing when they read %j', (metadata) => {
    expect(decodeRanges(0, metadata)).toEqual([]);
  });
});
