import type { Clock, Timer } from '#libs/platform';
import { TurnTimeoutError } from './turn-errors.js';
import type { Turn } from './turn.js';

/** Ends a turn that works for longer than it may. The time that it waits for answers does not count. */
export class TimeLimit {
  private left: number;
  private since: number | undefined;
  private timer: Timer | undefined;

  constructor(
    private readonly turn: Turn,
    private readonly seconds: number,
    private readonly clock: Clock,
  ) {
    this.left = seconds * 1_000;
    turn.asks.onWaiting = (waits) => (waits ? this.pause() : this.run());
    this.run();
  }

  /** Nothing is ended any more. */
  end(): void {
    this.pause();
    this.turn.asks.onWaiting = () => undefined;
  }

  private run(): void {
    this.since = this.clock.now();
    this.timer = this.clock.after(Math.max(0, this.left), () =>
      this.turn.expire(new TurnTimeoutError(this.seconds)),
    );
  }

  private pause(): void {
    this.timer?.cancel();
    this.timer = undefined;
    if (this.since !== undefined) this.left -= this.clock.now() - this.since;
    this.since = undefined;
  }
}
