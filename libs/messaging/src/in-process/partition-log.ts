import type { IncomingRecord } from '../log-transport.port.js';

/** Dropping in portions keeps the cost of moving the rest small. */
const DROP_PORTION = 512;

/** The records of one partition, oldest first. Offsets have gaps once records were compacted away. */
export class PartitionLog {
  /** Who is to be woken when a record comes. */
  readonly readers = new Set<{ wake(): void }>();
  private records: IncomingRecord[] = [];
  private next = 0;

  /** The offset that the next record will get. */
  get endOffset(): number {
    return this.next;
  }

  /** The oldest offset still here, or the end when there is none. */
  get firstOffset(): number {
    return this.records[0]?.offset ?? this.next;
  }

  get length(): number {
    return this.records.length;
  }

  append(record: Omit<IncomingRecord, 'offset'>): void {
    this.records.push({ ...record, offset: this.next++ });
    for (const reader of this.readers) reader.wake();
  }

  /** Up to `limit` records from an offset on. */
  read(offset: number, limit: number): IncomingRecord[] {
    const start = this.indexOf(offset);
    return this.records.slice(start, start + limit);
  }

  /** Frees what lies below an offset; some of it may stay a little longer. */
  dropBelow(offset: number): void {
    const count = this.indexOf(offset);
    if (count >= DROP_PORTION || (count > 0 && count === this.records.length)) this.records.splice(0, count);
  }

  /** Frees what was appended before a time. */
  dropOlderThan(timestamp: number): void {
    const index = this.records.findIndex((record) => record.timestamp >= timestamp);
    const kept = index === -1 ? this.next : this.records[index]?.offset;
    if (kept !== undefined) this.dropBelow(kept);
  }

  /** Frees all but the newest `count` records. */
  dropAllButNewest(count: number): void {
    const oldest = this.records.at(-count);
    if (oldest) this.dropBelow(oldest.offset);
  }

  /** Frees records whose key has a newer one. */
  compact(): void {
    const newest = new Map(this.records.map((record) => [record.key, record.offset]));
    this.records = this.records.filter(
      (record) => record.key === null || newest.get(record.key) === record.offset,
    );
  }

  /** The index of the first record at or above an offset. */
  private indexOf(offset: number): number {
    let low = 0;
    let high = this.records.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.records[middle]?.offset ?? Infinity) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
