import type { DispatcherCounters } from './dispatcher-stats.js';
import type { FlowPool } from './flow-pool.js';
import type { Lane } from './partition-work.js';
import type { RecordRunner } from './record-runner.js';

/** Runs what waits in lanes, as slots get free. */
export class LaneRunner {
  private readonly tasks = new Set<Promise<void>>();

  /** @param onProgress told whenever a record needs no more handling here */
  constructor(
    private readonly records: RecordRunner,
    private readonly counters: DispatcherCounters,
    private readonly onProgress: () => void,
  ) {}

  /** Whether any handler runs or waits. */
  get isBusy(): boolean {
    return this.tasks.size > 0;
  }

  /** Resolves when no handler runs or waits any more. Never rejects. */
  async idle(): Promise<void> {
    while (this.tasks.size > 0) await Promise.all(this.tasks);
  }

  /** Starts what has a slot. */
  pump(pool: FlowPool<Lane>): void {
    for (let lane = pool.next(); lane; lane = pool.next()) {
      const task = this.runFirst(lane);
      this.tasks.add(task);
      void task.finally(() => this.tasks.delete(task));
    }
  }

  /** Runs a lane's first task. Never rejects. */
  private async runFirst(lane: Lane): Promise<void> {
    const { partition } = lane;
    const { pool } = partition;
    const task = lane.tasks[0];
    if (task) {
      const abort = new AbortController();
      lane.running = abort;
      const done = await this.records.run(task.record, task.work, {
        signal: abort.signal,
        held: partition.held.signal,
        halt: partition.halt.signal,
        parked: (wait) => this.park(pool, task.bytes, wait),
        rested: (wait) => this.rest(pool, wait),
      });
      lane.running = undefined;
      lane.tasks.shift();
      pool.release(task.bytes);
      if (abort.signal.aborted) this.counters.late += 1;
      else if (done) partition.finish(task.record.offset);
      else this.counters.abandoned += 1;
    }
    pool.running -= 1;
    if (lane.tasks.length > 0) pool.offer(lane);
    else partition.drop(lane);
    this.onProgress();
    this.pump(pool);
  }

  /** Gives slot and place back while a handler waits for somebody. */
  private async park<T>(pool: FlowPool<Lane>, bytes: number, wait: () => Promise<T>): Promise<T> {
    pool.release(bytes);
    try {
      return await this.rest(pool, wait);
    } finally {
      pool.admit(bytes);
    }
  }

  /** Gives the slot back, not the place: while a dependency is away, no more is taken in than fits. */
  private async rest<T>(pool: FlowPool<Lane>, wait: () => Promise<T>): Promise<T> {
    pool.running -= 1;
    this.pump(pool);
    try {
      return await wait();
    } finally {
      pool.running += 1;
    }
  }
}
