import type { Clock, Timer } from '#libs/platform';
import { isDurable } from '../frame-encoding.js';
import type { AskEndedFrame, AskFrame, LiveFrame, TaskFrame } from '../frames.js';

const RETRY_MS = 1_000;
const MAX_THREADS = 10_000;

/** What a thread has to be told because frames of it were dropped. */
export interface LostInThread {
  /** The frames that were dropped of those that say how the thread is, as far as later ones have not overtaken them. */
  readonly state: readonly StateFrame[];
}

type StateFrame = TaskFrame | AskFrame | AskEndedFrame;

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

  /** Notes that these frames were dropped. Tokens and what is shown once need no repair. */
  add(threadId: string, frames: readonly LiveFrame[], before: LostInThread | undefined): void {
    if (!before && !frames.some((frame) => isState(frame) || isDurable(frame))) return;
    if (this.threads.size >= MAX_THREADS && !this.threads.has(threadId)) return;
    const dropped = [
      ...(before?.state ?? []),
      ...(this.threads.get(threadId)?.state ?? []),
      ...frames.filter(isState),
    ];
    this.threads.set(threadId, { state: newest(dropped) });
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

function isState(frame: LiveFrame): frame is StateFrame {
  return frame.kind === 'task' || frame.kind === 'ask' || frame.kind === 'ask-ended';
}

/** Only the last of each kind says how the thread is; an ask that came after the end of another follows it. */
function newest(frames: readonly StateFrame[]): StateFrame[] {
  return frames.filter((frame, index) => !frames.slice(index + 1).some(({ kind }) => kind === frame.kind));
}
