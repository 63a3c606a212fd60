import type { AskEndedFrame, AskFrame } from '#libs/live';
import type { ClientSocket } from './server-to-client.js';
import { wireQuestionOf } from './wire-ask.js';

/** The question a client is asked: one at a time (wire protocol §5.4–5.7). */
export class ShownAsk {
  private current: AskFrame | undefined;
  /** An answer is on its way: what the client sends besides does not count. */
  private answered = false;

  /** @param onGiven called with what a client sends as its answer, once until it is asked again */
  constructor(
    private readonly socket: ClientSocket,
    private readonly now: () => number,
    private readonly onGiven: (ask: AskFrame, given: unknown) => void,
  ) {}

  /** Asks, or asks again: clients forget the earlier question. What is past its deadline nobody is asked. */
  show(ask: AskFrame): void {
    const remainingMs = ask.spec.deadline - this.now();
    if (remainingMs <= 0) return;
    this.current = ask;
    this.answered = false;
    this.socket.emit('ask', wireQuestionOf(ask, remainingMs), (given) => this.take(ask.spec.stepId, given));
  }

  /** What the client answered could not be taken. */
  showAgain({ spec }: AskFrame): void {
    if (this.current?.spec.stepId === spec.stepId) this.show(this.current);
  }

  /** Tells the client that its answer is not waited for any more. @param running whether the thread works on */
  end({ askId, how }: AskEndedFrame, running: boolean): void {
    if (this.current?.spec.stepId !== askId) return;
    this.current = undefined;
    if (how === 'answered') this.socket.emit('task_end', {});
    this.socket.emit(how === 'timed-out' ? 'ask_timeout' : 'clear_ask', {});
    if (how !== 'cancelled' && running) this.socket.emit('task_start', {});
  }

  private take(askId: string, given: unknown): void {
    const ask = this.current;
    if (ask?.spec.stepId !== askId || this.answered) return;
    this.answered = true;
    this.onGiven(ask, given);
  }
}
