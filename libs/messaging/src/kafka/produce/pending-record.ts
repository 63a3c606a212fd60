import type { OutgoingRecord } from '../../log-transport.port.js';

/** A record on its way, and who waits for it. Settled once; it may be stored later all the same. */
export class PendingRecord {
  private settled = false;

  constructor(
    readonly record: OutgoingRecord,
    readonly size: number,
    readonly timestamp: number,
    readonly deadline: number,
    private readonly onStored: () => void,
    private readonly onFailed: (error: Error) => void,
  ) {}

  get isSettled(): boolean {
    return this.settled;
  }

  stored(): void {
    if (this.settled) return;
    this.settled = true;
    this.onStored();
  }

  fail(error: Error): void {
    if (this.settled) return;
    this.settled = true;
    this.onFailed(error);
  }

  /** As kafkajs encodes it. */
  message(): object {
    const { key, value, headers } = this.record;
    return { key: key ?? null, value, headers, timestamp: this.timestamp };
  }
}
