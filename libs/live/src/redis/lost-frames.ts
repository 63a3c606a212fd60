import type { Clock, Timer } from '#libs/platform';
import { isDurable } from '../frame-encoding.js';
import type { LiveFrame } from '../frames.js';

const RETRY_MS = 1_000;
const MAX_THREADS = 10_000;

/** What a thread has to be told because frames of it were dropped. */
export interface LostInThread {
  /** What the last task frame that was dropped said. */
  readonly running?: boolean;
}

/**
 * The threads of which something was dropped that a later snapshot would miss without knowing: their counter has to
 * begin anew, so that nobody takes an incomplete replay for a complete one.
 */
export class LostFrames {
  private readonly threads = new Map<string, LostInThread>();
  private timer: Timer | undefined;

  /** @param retry tells the thread; called some time after a loss, unless `take` was before */
  constructor(
    private readonly clock: Clock,
    private readonly retry: (threadId: string) => void,
  ) {}

  /** Notes that these frames were dropped. Tokens and toasts need no repair. */
  add(threadId: string, frames: readonly LiveFrame[], before: LostInThread | undefined): void {
    const task = frames.findLast((frame) => frame.kind === 'task');
    if (!before && !task && !frames.some(isDurable)) return;
    if (this.threads.size >= MAX_THREADS && !this.threads.has(threadId)) return;
    this.threads.set(threadId, {
      ...before,
      ...this.threads.get(threadId),
      ...(task && { running: task.running }),
    });
    this.timer ??= this.clock.after(RETRY_MS, () => this.retryAll());
  }

  /** What the thread has to be told with its next frames. */
  take(threadId: string): LostInThread | undefined {
    if (this.threads.size === 0) return undefined;
    const lost = this.threads.get(threadId);
    this.threads.delete(threadId);
    return lost;
  }

  /** Forgets everything. */
  close(): void {
    this.timer?.cancel();
    this.threads.clear();
  }

  private retryAll(): void {
    this.timer = undefined;
    // A retry may fail at once and come back in: only those of now.
    const threadIds = Array.from(this.threads.keys());
    for (const threadId of threadIds) this.retry(threadId);
  }
}
