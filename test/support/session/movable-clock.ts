import { systemClock } from '#libs/platform';
import type { Clock, Timer } from '#libs/platform';

/** The machine's time, which a test can move on. */
export class MovableClock implements Clock {
  private offset = 0;
  private readonly repeated = new Set<() => void>();

  now(): number {
    return Date.now() + this.offset;
  }

  after(ms: number, callback: () => void): Timer {
    return systemClock.after(ms, callback);
  }

  /** What happens again and again happens when time is moved, so that a test knows when. */
  every(_ms: number, callback: () => void): Timer {
    this.repeated.add(callback);
    return { cancel: () => this.repeated.delete(callback) };
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(ms, signal);
  }

  /** It is later now. */
  advance(ms: number): void {
    this.offset += ms;
  }

  /** It is later now, and what happens again and again happens. */
  move(ms: number): void {
    this.advance(ms);
    for (const callback of this.repeated) callback();
  }
}
