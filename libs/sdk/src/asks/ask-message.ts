import type { AskAnswer, AskSpecDto, Json, JsonObject, StepDto } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { languageOf, shownText } from '../output/shown-text.js';
import { TurnEndedError, TurnMoved } from '../turn/turn-errors.js';
import type { Turn } from '../turn/turn.js';
import { AskTimeoutError } from './ask-timeout.error.js';

/** What a question may be told. */
export interface AskOptions {
  /** The question: a text, or something that is shown as JSON. */
  readonly content: Json;
  /** Who asks; the app's name by default. */
  readonly author?: string;
  readonly type?: 'assistant_message' | 'system_message';
  readonly language?: string;
  readonly metadata?: JsonObject;
  readonly tags?: readonly string[];
  /** The step it hangs under; the turn's run by default. */
  readonly parentId?: string;
  /** Seconds until it is too late to answer. */
  readonly timeout?: number;
  /** Whether no answer is an AskTimeoutError rather than `null`. */
  readonly raiseOnTimeout?: boolean;
}

/**
 * A question that the turn waits for the answer to. It outlives reloads, other tabs and workers: who goes on with the
 * turn goes on with the question. The first answer counts.
 */
export abstract class AskMessage<T> {
  readonly id: string;
  /** What is shown: the question, later what became of it. */
  content: string;
  protected readonly turn: Turn;
  private readonly step: StepDto;
  private readonly timeout: number;
  private readonly raiseOnTimeout: boolean;

  /** @throws OutsideTurnError; DomainError `invalid_input` for a time that is none */
  protected constructor(options: AskOptions, defaultTimeout: number, turn: Turn) {
    const { content, timeout = defaultTimeout } = options;
    if (!(Number.isFinite(timeout) && timeout > 0))
      throw new DomainError('invalid_input', 'The timeout of a question is a number of seconds above 0.');
    this.turn = turn;
    this.content = shownText(content);
    this.timeout = timeout;
    this.raiseOnTimeout = options.raiseOnTimeout ?? false;
    const step = turn.newStep({
      type: options.type ?? 'assistant_message',
      name: options.author ?? turn.appTitle,
      parentId: options.parentId ?? turn.parentId,
      metadata: options.metadata ?? {},
      tags: options.tags ? [...options.tags] : null,
      language: options.language ?? languageOf(content) ?? null,
      waitForAnswer: true,
      command: null,
    });
    this.step = { ...step, end: step.start ?? null };
    this.id = step.id;
  }

  /**
   * Asks, and waits.
   *
   * @returns the answer; `null` when none came in time
   * @throws AskTimeoutError with `raiseOnTimeout`; the reason of `ctx.signal` when the turn is stopped meanwhile
   */
  async send(): Promise<T | null> {
    const { turn, step, content } = this;
    turn.signal.throwIfAborted();
    const stopped = (): void => this.stop();
    turn.signal.addEventListener('abort', stopped, { once: true });
    try {
      await this.prepare();
      const spec = this.spec();
      const answer = await turn.waitForAnswer({ ...step, output: content }, spec, this.timeout * 1_000);
      const result = answer === undefined ? null : await this.read(answer);
      this.tidy();
      this.content = this.outcome(result) ?? content;
      this.complete();
      if (result === null && this.raiseOnTimeout) throw new AskTimeoutError(this.timeout);
      return result;
    } finally {
      turn.signal.removeEventListener('abort', stopped);
    }
  }

  /** Takes the question away. */
  async remove(): Promise<void> {
    this.turn.removeStep(this.id);
  }

  /** What is asked for. */
  protected abstract spec(): Omit<AskSpecDto, 'stepId' | 'deadline'>;

  /** The answer as the handler gets it; `null` for none that the question knows. */
  protected abstract read(answer: AskAnswer): Promise<T | null> | T | null;

  /** Shows what belongs to the question, before it is asked. */
  protected prepare(): Promise<void> | void {}

  /** Takes away what `prepare` showed. */
  protected tidy(): void {}

  /** What the question says once it is over; undefined: what it said before. */
  protected outcome(result: T | null): string | undefined;
  protected outcome(): string | undefined {
    return undefined;
  }

  private complete(): void {
    this.turn.completeStep({ ...this.step, waitForAnswer: false }, this.content, 'updated');
  }

  /** Nobody may answer any more: the question must not look as if. */
  private stop(): void {
    const reason: unknown = this.turn.signal.reason;
    if (reason instanceof TurnMoved || reason instanceof TurnEndedError) return;
    try {
      this.tidy();
      this.complete();
    } catch {
      // Too large to be shown, it never was. Nobody catches what is thrown here: it would end the process.
    }
  }
}
