import type { CommittedOffset } from '../log-transport.port.js';
import type { OffsetRange } from './offset-ranges.js';
import { decodeRanges, encodeRanges } from './offset-ranges.js';

/** What to commit for a partition. */
export interface Progress {
  readonly offset: number;
  readonly metadata?: string;
}

/**
 * Knows which records of one partition are finished. The offset to commit is the lowest unfinished one; those
 * finished above it travel in the metadata, so that a successor does not run them again. Offsets may have gaps.
 */
export class OffsetTracker {
  /** In ascending order: a set keeps the order of insertion, and records arrive in order. */
  private readonly unfinished = new Set<number>();
  /** Finished in an earlier life and not read again yet. */
  private inherited: OffsetRange[];
  /** One above the highest offset seen; undefined until anything is known. */
  private next: number | undefined;

  constructor(committed?: Pick<CommittedOffset, 'offset' | 'metadata'>) {
    this.next = committed?.offset;
    this.inherited = committed ? decodeRanges(committed.offset, committed.metadata) : [];
  }

  /** Takes note of a record. False when it needs no handling: finished in an earlier life, or seen already. */
  take(offset: number): boolean {
    if (this.next !== undefined && offset < this.next) return false;
    this.next = offset + 1;
    while (this.inherited[0] && this.inherited[0].to <= offset) this.inherited.shift();
    const first = this.inherited[0];
    if (first && first.from <= offset) return false;
    this.unfinished.add(offset);
    return true;
  }

  /** The record needs no more handling. */
  finish(offset: number): void {
    this.unfinished.delete(offset);
  }

  /** What may be committed now; undefined when nothing is known of the partition yet. */
  progress(): Progress | undefined {
    if (this.next === undefined) return undefined;
    const [lowest = this.next] = this.unfinished;
    const metadata = encodeRanges(lowest, this.finishedAbove(lowest, this.next));
    return metadata === undefined ? { offset: lowest } : { offset: lowest, metadata };
  }

  private finishedAbove(lowest: number, next: number): OffsetRange[] {
    const ranges: OffsetRange[] = [];
    let from = lowest;
    for (const offset of this.unfinished) {
      if (offset > from) ranges.push({ from, to: offset });
      from = offset + 1;
    }
    if (next > from) ranges.push({ from, to: next });
    for (const range of this.inherited)
      if (range.to > next) ranges.push({ from: Math.max(range.from, next), to: range.to });
    return ranges;
  }
}
