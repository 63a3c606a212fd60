import type { StepDto } from '#libs/contracts';
import type { DeliveredFrame, LiveFrame, TokenFrame } from '#libs/live';

/** What a user would see of a thread: its frames, applied. */
export class Screen {
  readonly steps = new Map<string, StepDto>();
  private running = false;
  private waiting: { until: () => boolean; resolve: () => void }[] = [];

  /** Whether a turn runs. */
  get isBusy(): boolean {
    return this.running;
  }

  apply(frames: readonly DeliveredFrame[]): void {
    for (const { frame } of frames) this.applyOne(frame);
    const due = this.waiting.filter(({ until }) => until());
    this.waiting = this.waiting.filter((waiter) => !due.includes(waiter));
    for (const { resolve } of due) resolve();
  }

  /** Resolves as soon as the condition holds after some frame. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ until: condition, resolve }));
  }

  private applyOne(frame: LiveFrame): void {
    if (frame.kind === 'step') this.steps.set(frame.step.id, { ...frame.step });
    else if (frame.kind === 'step-removed') this.steps.delete(frame.id);
    else if (frame.kind === 'task') this.running = frame.running;
    else if (frame.kind === 'token') this.write(frame);
  }

  private write(frame: TokenFrame): void {
    const step = this.steps.get(frame.messageId);
    if (step) step.output = frame.replaces ? frame.text : step.output.slice(0, frame.offset) + frame.text;
  }
}
