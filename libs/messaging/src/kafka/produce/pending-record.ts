import type { OutgoingRecord } from '../../log-transport.port.js';

/** Who is told about a record, each thing at most once. */
export interface PendingRecordListener {
  /** It no longer waits to be sent. Told before the outcome. */
  left(): void;
  stored(): void;
  failed(error: Error): void;
}

/** A record on its way. */
export class PendingRecord {
  private isSettled = false;
  private hasLeft = false;

  constructor(
    readonly record: OutgoingRecord,
    readonly size: number,
    readonly timestamp: number,
    readonly deadline: number,
    private readonly listener: PendingRecordListener,
  ) {}

  stored(): void {
    this.leave();
    if (this.isSettled) return;
    this.isSettled = true;
    this.listener.stored();
  }

  /** It is not stored, and will not be. */
  fail(error: Error): void {
    this.leave();
    this.giveUp(error);
  }

  /** Nobody waits for it any longer, but it goes on being sent: it may be stored already. */
  giveUp(error: Error): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.listener.failed(error);
  }

  /** As kafkajs encodes it. */
  message(): object {
    const { key, value, headers } = this.record;
    return { key: key ?? null, value, headers, timestamp: this.timestamp };
  }

  private leave(): void {
    if (this.hasLeft) return;
    this.hasLeft = true;
    this.listener.left();
  }
}
