import { setMaxListeners } from 'node:events';
import type { AskAnswer, ElementDto, JsonObject, SessionDto, StepDto, TurnOutput } from '#libs/contracts';
import type { TurnState } from '#libs/conversation';
import type { FileStore } from '#libs/files';
import type { LiveFrame } from '#libs/live';
import type { RequestClient } from '#libs/messaging';
import { deriveId, DomainError } from '#libs/platform';
import type { PersistedUser } from '../app/user.js';
import { StreamedText } from '../output/streamed-text.js';
import { SETTINGS_KEY } from '../settings/settings-keys.js';
import { validateSettings } from '../settings/validate-settings.js';
import { ChatMessages } from './chat-messages.js';
import { formOf } from './kept-settings.js';
import { assertStorable, MAX_NAME_LENGTH } from './new-step.js';
import type { NewStep } from './new-step.js';
import { TurnAsks } from './turn-asks.js';
import type { NewAsk } from './turn-asks.js';
import { TurnEndedError, TurnMoved } from './turn-errors.js';
import type { TurnParts } from './turn-parts.js';
import { TurnUser } from './turn-user.js';

// One for all turns: an error costs more than the rest of a turn's end.
const OVER = new TurnEndedError('the turn is over');
/** Characters of a thread's name, which is its first message unless the app says otherwise. */
const THREAD_NAME_LENGTH = 255;
/** The cell's key that says that the app has named the thread. */
const NAMED_KEY = 'heddle:named';

/**
 * One run of a handler for one inbound event. Ids of what it shows are derived from its own id and the position, so
 * that another attempt overwrites instead of doubling.
 */
export class Turn {
  readonly id: string;
  readonly threadId: string;
  /** When its event was published, in milliseconds since the epoch. */
  readonly askedAt: number;
  readonly session: SessionDto;
  readonly state: TurnState;
  readonly appTitle: string;
  /** The run step; undefined where the turn has none. */
  readonly runId: string | undefined;
  /** Where messages and steps hang: the run, or nowhere. */
  readonly parentId: string | null;
  readonly env: Readonly<Record<string, string>>;
  readonly files: FileStore;
  readonly requests: RequestClient;
  /** The profile it runs under: set once it is known that this user may have it. */
  chatProfile: string | undefined;
  readonly userChanges: TurnUser;
  readonly asks: TurnAsks;
  /** The conversation's messages, for those who ask a model. */
  readonly messages: ChatMessages;
  private readonly parts: TurnParts;
  private readonly abort = new AbortController();
  private readonly late = new AbortController();
  private readonly open = new Map<string, { step: StepDto; text: StreamedText }>();
  private position = 0;
  private closed = false;

  constructor(parts: TurnParts) {
    this.parts = parts;
    // As many steps as run at a time listen to it; more than ten are no leak.
    setMaxListeners(0, this.abort.signal);
    this.id = parts.id;
    this.threadId = parts.event.threadId;
    this.askedAt = parts.askedAt;
    this.session = parts.event.session;
    this.appTitle = parts.appTitle;
    this.runId = parts.hasRun ? deriveId(parts.id, 'run') : undefined;
    this.parentId = this.runId ?? null;
    this.env = Object.freeze({ ...parts.env });
    this.files = parts.files;
    this.requests = parts.requests;
    this.state = parts.conversation.begin(parts.id);
    this.userChanges = new TurnUser({ inSession: this.session.user, renewed: parts.renewed }, this.state);
    this.asks = new TurnAsks(this, parts);
    const before = { hasTurns: parts.conversation.hasDoneTurns, lastRunId: parts.lastRunId };
    this.messages = new ChatMessages(this, before, parts.clock);
  }

  /** Who signed in: the same object for the whole turn, whose metadata may be changed in place. */
  get user(): PersistedUser | undefined {
    return this.userChanges.user;
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Aborts when the turn's time is over, also when it had been stopped before and its `onStop` runs. */
  get overdue(): AbortSignal {
    return this.late.signal;
  }

  /** The turn's time is over. */
  expire(reason: Error): void {
    this.cancel(reason);
    this.late.abort(reason);
  }

  /** Ends the turn from outside; `reason` is what `ctx.signal.reason` says. */
  cancel(reason: Error): void {
    if (this.signal.aborted) return;
    // Whoever goes on with the turn goes on with its questions.
    if (!(reason instanceof TurnMoved)) this.asks.giveUp();
    this.abort.abort(reason);
  }

  /** From now on nothing of this turn is shown. */
  close(): void {
    this.cancel(OVER);
    this.closed = true;
  }

  /** An id of the turn's next position: the same when the turn is run again. */
  newId(): string {
    return deriveId(this.id, this.position++);
  }

  /** ISO 8601, UTC. */
  timestamp(): string {
    return new Date(this.parts.clock.now()).toISOString();
  }

  /** A step of this turn, not shown yet. */
  newStep(given: NewStep): StepDto {
    assertStorable(given);
    const now = this.timestamp();
    const id = given.id ?? this.newId();
    return {
      parentId: null,
      output: '',
      createdAt: now,
      start: now,
      end: null,
      streaming: false,
      isError: false,
      metadata: {},
      tags: null,
      language: null,
      ...given,
      name: given.name.slice(0, MAX_NAME_LENGTH),
      id,
      threadId: this.threadId,
    };
  }

  /** @throws TurnEndedError */
  showStep(step: StepDto, event: 'created' | 'updated', exceptSession?: string): void {
    this.assertOpen(`showing "${step.name}"`);
    this.parts.outputs.add({ kind: 'step', step: { ...step } });
    this.messages.shown(step);
    this.parts.outputs.show({
      kind: 'step',
      event,
      step: { ...step },
      ...(exceptSession ? { exceptSession } : {}),
    });
  }

  /** Shows a message, or a step that has ended, whole. @throws TurnEndedError, DomainError `too_large` (then it is taken from the screens) */
  completeStep(step: StepDto, output: string, event: 'created' | 'updated'): void {
    const wasShown = this.open.delete(step.id);
    const now = step.createdAt ?? this.timestamp();
    try {
      const times = { createdAt: now, start: step.start ?? now, end: step.end ?? now };
      this.showStep({ ...step, ...times, output, streaming: false }, event);
    } catch (error) {
      if (wasShown && !this.closed) this.removeStep(step.id);
      throw error;
    }
  }

  /** Begins to show a message that is written piece by piece. @throws TurnEndedError */
  startText(step: StepDto): StreamedText {
    this.assertOpen('streaming a message');
    const { clock, conversation } = this.parts;
    const text = new StreamedText(step.id, conversation.fence, clock, (frame) => {
      if (!this.closed) this.showLive(frame);
    });
    this.open.set(step.id, { step, text });
    this.showLive({ kind: 'step', event: 'stream-started', step: { ...step, output: '', streaming: true } });
    return text;
  }

  /** @throws TurnEndedError */
  removeStep(id: string): void {
    this.assertOpen('removing a message');
    this.open.delete(id);
    this.messages.removed(id);
    this.parts.outputs.add({ kind: 'step-removed', id });
    this.parts.outputs.show({ kind: 'step-removed', id });
  }

  /** Completes messages that the handler began to write and did not complete. @throws DomainError `too_large` */
  completeOpenTexts(): void {
    const failures: unknown[] = [];
    for (const { step, text } of this.open.values()) {
      text.end();
      try {
        this.completeStep(step, text.content, 'updated');
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Shows a frame on the thread's screens, and keeps nothing of it. @throws TurnEndedError */
  show(frame: LiveFrame): void {
    this.assertOpen('showing something');
    this.showLive(frame);
  }

  /** Keeps an output in the history, and shows nothing. @throws TurnEndedError, DomainError `too_large` */
  addOutput(output: TurnOutput): void {
    this.assertOpen('keeping something');
    this.parts.outputs.add(output);
  }

  /** Shows an element, or its newest state, and keeps it. @throws TurnEndedError, DomainError `too_large` */
  showElement(element: ElementDto): void {
    this.assertOpen(`showing "${element.name}"`);
    this.parts.outputs.add({ kind: 'element', element: { ...element } });
    this.showLive({ kind: 'element', element: { ...element } });
  }

  /** @throws TurnEndedError */
  removeElement(id: string): void {
    this.assertOpen('removing an element');
    this.parts.outputs.add({ kind: 'element-removed', id });
    this.showLive({ kind: 'element-removed', id });
  }

  /**
   * Asks the user and waits for the answer, without a slot of the worker and without the turn's time running. The
   * step's id is the ask's: derived from the turn, so that a worker that goes on with the turn goes on with the
   * question. Questions of one conversation are asked one after another.
   *
   * @returns the first valid answer; undefined when none came in time
   * @throws TurnEndedError; the reason of `signal` when the turn is stopped meanwhile
   */
  waitForAnswer(step: StepDto, spec: NewAsk, timeoutMs: number): Promise<AskAnswer | undefined> {
    return this.asks.ask(step, spec, timeoutMs);
  }

  /** The user said or did something: the first thing names the thread, unless the app has named it. */
  interact(what: string): void {
    const isFirst = !this.parts.conversation.interacted;
    this.state.interacted = true;
    if (!isFirst) return;
    if (!this.state.has(NAMED_KEY))
      this.addOutput({ kind: 'thread-named', name: what.slice(0, THREAD_NAME_LENGTH) });
    this.show({ kind: 'first-interaction', interaction: what });
  }

  /** What the thread is called in the history from now on. @throws DomainError `invalid_input` for no name */
  nameThread(name: string): void {
    if (name.trim() === '')
      throw new DomainError('invalid_input', 'A thread needs a name that is not empty.');
    this.addOutput({ kind: 'thread-named', name: name.slice(0, THREAD_NAME_LENGTH) });
    this.state.set(NAMED_KEY, true);
  }

  /** Makes sure that what the turn changed can be kept. @throws DomainError when it cannot */
  assertKeepable(): void {
    this.userChanges.keep();
    const { set } = this.state.changes();
    const form = formOf(this.state);
    const settings = set[SETTINGS_KEY];
    if (form && settings !== undefined) validateSettings(form, settings as JsonObject);
  }

  /** Puts back what the turn changed; it has changed nothing then. */
  undo(): void {
    this.userChanges.undo();
    this.state.undo();
  }

  /** @throws TurnEndedError that names what was tried too late */
  assertOpen(what: string): void {
    if (this.closed) throw new TurnEndedError(what);
  }

  private showLive(frame: LiveFrame): void {
    this.parts.outputs.show(frame);
  }
}
