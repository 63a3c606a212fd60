import type { AskAnswer, AskSpecDto, Json, StepDto, TurnOutput } from '#libs/contracts';
import type { Conversation, TurnState } from '#libs/conversation';
import type { AskFrame, LiveFrame } from '#libs/live';
import type { EventContext } from '#libs/messaging';
import type { Clock } from '#libs/platform';
import type { AskQueue } from './ask-queue.js';
import { TurnMoved } from './turn-errors.js';

/** What a thread is called when such an answer is the first thing that its user does. */
const INTERACTIONS = { file: 'Files', action: 'Choice', element: 'Form' } as const;

/** An answer as the conversation's cell keeps it. */
export interface KeptAnswer {
  readonly answer: AskAnswer;
  /** The session that gave it: its screen shows it already. */
  readonly sessionId: string;
}

/** What a turn's questions need of it. */
interface AskingTurn {
  readonly threadId: string;
  readonly signal: AbortSignal;
  readonly state: TurnState;
  addOutput(output: TurnOutput): void;
  show(frame: LiveFrame): void;
  showStep(step: StepDto, event: 'created' | 'updated', exceptSession?: string): void;
  interact(what: string): void;
  cancel(reason: Error): void;
}

/** What asking is done with. */
export interface AskParts {
  readonly conversation: Conversation;
  readonly clock: Clock;
  readonly asks: AskQueue;
  readonly context: Pick<EventContext, 'parked' | 'leaving'>;
}

/** What a question needs to be told; its id and deadline follow from it. */
export type NewAsk = Omit<AskSpecDto, 'stepId' | 'deadline'>;

/** The questions of a turn. */
export class TurnAsks {
  /** Told when the turn begins and ends to wait. */
  onWaiting: (waits: boolean) => void = () => undefined;
  private readonly pending = new Map<string, AskFrame>();
  private waiting = 0;
  private resume: () => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly turn: AskingTurn,
    private readonly parts: AskParts,
  ) {}

  /** What the turn waits for under this id. */
  pendingOf(askId: string): AskFrame | undefined {
    return this.pending.get(askId);
  }

  /** See `Turn.waitForAnswer`. */
  ask(step: StepDto, spec: NewAsk, timeoutMs: number): Promise<AskAnswer | undefined> {
    const { turn, parts } = this;
    return this.parked(() =>
      parts.asks.inTurn(turn.threadId, turn.signal, () => this.askNow(step, spec, timeoutMs)),
    );
  }

  /** Nobody waits any more for what was asked: screens put it away. */
  giveUp(): void {
    for (const { step } of this.pending.values()) {
      this.turn.addOutput({ kind: 'step', step: { ...step, waitForAnswer: false } });
      this.turn.show({ kind: 'ask-ended', askId: step.id, how: 'cancelled' });
    }
    this.pending.clear();
  }

  private async askNow(step: StepDto, given: NewAsk, timeoutMs: number): Promise<AskAnswer | undefined> {
    const { turn, parts } = this;
    turn.signal.throwIfAborted();
    turn.addOutput({ kind: 'step', step: { ...step } });
    const open = (): ReturnType<Conversation['openAsk']> =>
      parts.conversation.openAsk(turn.state, step.id, timeoutMs, parts.clock.now());
    const opened = await open();
    turn.signal.throwIfAborted();
    const spec = { ...given, stepId: step.id, deadline: opened.deadline };
    const frame: AskFrame = { kind: 'ask', step: { ...step }, spec };
    this.pending.set(step.id, frame);
    turn.show(frame);
    const answered = opened.answer ?? (await this.answerUntil(step.id, opened.deadline));
    // An answer that came at the last moment counts everywhere, or nowhere.
    const kept = answered ?? (await open()).answer;
    this.pending.delete(step.id);
    turn.show({ kind: 'ask-ended', askId: step.id, how: kept === undefined ? 'timed-out' : 'answered' });
    return kept === undefined ? undefined : this.take(kept as unknown as KeptAnswer);
  }

  /** The answer's JSON; undefined when the deadline came first. */
  private async answerUntil(askId: string, deadline: number): Promise<Json | undefined> {
    const { conversation, clock } = this.parts;
    const { signal } = this.turn;
    const late = new AbortController();
    const timer = clock.after(Math.max(0, deadline - clock.now()), () => late.abort());
    try {
      return await conversation.answerOf(askId, AbortSignal.any([signal, late.signal]));
    } catch (error) {
      if (late.signal.aborted && !signal.aborted) return undefined;
      throw error;
    } finally {
      timer.cancel();
    }
  }

  private take({ answer, sessionId }: KeptAnswer): AskAnswer {
    this.turn.interact(answer.kind === 'text' ? answer.message.output : INTERACTIONS[answer.kind]);
    if (answer.kind === 'text') this.turn.showStep(answer.message, 'created', sessionId);
    return answer;
  }

  /** While any of its questions waits, a turn has given its slot back, once, and leaves when its worker does. */
  private async parked<T>(wait: () => Promise<T>): Promise<T> {
    this.waiting += 1;
    if (this.waiting === 1) this.resume = this.park();
    try {
      return await wait();
    } finally {
      this.waiting -= 1;
      if (this.waiting === 0) await this.resume();
    }
  }

  /** @returns what takes the slot back */
  private park(): () => Promise<void> {
    const { context } = this.parts;
    const leave = (): void => this.turn.cancel(new TurnMoved('this worker leaves'));
    this.onWaiting(true);
    context.leaving.addEventListener('abort', leave, { once: true });
    if (context.leaving.aborted) leave();
    let end: () => void = () => undefined;
    const parked = context.parked(() => new Promise<void>((resolve) => (end = resolve)));
    return () => {
      context.leaving.removeEventListener('abort', leave);
      this.onWaiting(false);
      end();
      return parked;
    };
  }
}
