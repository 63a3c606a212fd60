/** How much of one kind of work a member takes on. */
export interface FlowLimits {
  /** Handlers that run at a time. */
  readonly maxRunning: number;
  /** Records taken and not finished; above it the topics are paused until half of it is left. */
  readonly maxRecords: number;
  /** The same in bytes of the records' values. */
  readonly maxBytes: number;
}

/** Bounds one kind of work: slots for handlers, and what may be held in memory. */
export class FlowPool<L> {
  running = 0;
  records = 0;
  bytes = 0;
  paused = false;
  private ready: L[] = [];

  /** @param onPause told whenever delivery is to stop or to go on */
  constructor(
    readonly limits: FlowLimits,
    private readonly onPause: (paused: boolean) => void,
  ) {}

  /** A record was taken. */
  admit(bytes: number): void {
    this.records += 1;
    this.bytes += bytes;
    if (this.paused) return;
    if (this.records < this.limits.maxRecords && this.bytes < this.limits.maxBytes) return;
    this.paused = true;
    this.onPause(true);
  }

  /** A record is finished, or gone. */
  release(bytes: number): void {
    this.records -= 1;
    this.bytes -= bytes;
    if (!this.paused) return;
    if (this.records > this.limits.maxRecords / 2 || this.bytes > this.limits.maxBytes / 2) return;
    this.paused = false;
    this.onPause(false);
  }

  /** This lane has something to run. */
  offer(lane: L): void {
    this.ready.push(lane);
  }

  /** The lane whose turn it is, if a slot is free; the slot is taken. */
  next(): L | undefined {
    if (this.running >= this.limits.maxRunning) return undefined;
    const lane = this.ready.shift();
    if (lane !== undefined) this.running += 1;
    return lane;
  }

  /** Forgets what waits for a slot. */
  clear(): void {
    this.ready = [];
  }
}
