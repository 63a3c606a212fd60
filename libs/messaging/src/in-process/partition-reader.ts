import type { IncomingRecord } from '../log-transport.port.js';
import type { PartitionLog } from './partition-log.js';

const RECORDS_PER_DELIVERY = 256;

/** Hands the records of a partition on from a position, never in the stack of who appended them. */
export class PartitionReader {
  private scheduled = false;
  private paused = false;
  private stopped = false;

  constructor(
    private readonly log: PartitionLog,
    private position: number,
    private readonly deliver: (records: readonly IncomingRecord[]) => void,
  ) {}

  start(): void {
    this.log.readers.add(this);
    this.wake();
  }

  stop(): void {
    this.stopped = true;
    this.log.readers.delete(this);
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.wake();
  }

  /** Looks for records soon. */
  wake(): void {
    if (this.scheduled || this.paused || this.stopped) return;
    this.scheduled = true;
    queueMicrotask(() => this.deliverNext());
  }

  private deliverNext(): void {
    this.scheduled = false;
    if (this.paused || this.stopped) return;
    const records = this.log.read(this.position, RECORDS_PER_DELIVERY);
    const last = records.at(-1);
    if (!last) return;
    this.position = last.offset + 1;
    this.wake();
    this.deliver(records);
  }
}
