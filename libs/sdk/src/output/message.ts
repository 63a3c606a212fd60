import { setImmediate } from 'node:timers/promises';
import type { Json, JsonObject, StepDto } from '#libs/contracts';
import type { Element } from '../elements/element.js';
import { currentTurn } from '../turn/turn-scope.js';
import type { Turn } from '../turn/turn.js';
import type { Action } from './action.js';
import { languageOf, shownText } from './shown-text.js';
import type { StreamedText } from './streamed-text.js';
import { assertText, iterableOf } from './text-source.js';
import type { TextSource } from './text-source.js';

// What `streamToken` returns each time: a token costs no promise.
const DONE = Promise.resolve();

/** Pieces of a stream that are taken before others get their turn, however fast they come. */
const PIECES_AT_A_TIME = 100;

/** How a message looks. */
export interface MessageOptions {
  /** A text, or something that is shown as JSON. */
  readonly content?: Json;
  /** Who says it; the app's name by default. */
  readonly author?: string;
  /** Shown with the message, after it. */
  readonly elements?: readonly Element[];
  /** Buttons under the message. */
  readonly actions?: readonly Action[];
  readonly type?: 'assistant_message' | 'system_message' | 'user_message';
  /** The code language of a content that is code. */
  readonly language?: string;
  readonly metadata?: JsonObject;
  readonly tags?: readonly string[];
  /** The step it hangs under; the turn's run by default. */
  readonly parentId?: string;
}

/** A message of the app. Its id is derived from the turn, so that a turn that is run again overwrites it. */
export class Message {
  readonly id: string;
  readonly elements: readonly Element[];
  readonly actions: readonly Action[];
  private own: string;
  private wasShown = false;
  private text: StreamedText | undefined;
  private readonly step: StepDto;
  private readonly turn: Turn;

  constructor(options: MessageOptions | string, turn: Turn = currentTurn('new Message()'), isError = false) {
    const given = typeof options === 'string' ? { content: options } : options;
    this.turn = turn;
    this.own = shownText(given.content);
    this.elements = [...(given.elements ?? [])];
    this.actions = [...(given.actions ?? [])];
    this.step = turn.newStep({
      type: given.type ?? 'assistant_message',
      name: given.author ?? turn.appTitle,
      parentId: given.parentId ?? turn.parentId,
      metadata: given.metadata ?? {},
      tags: given.tags ? [...given.tags] : null,
      language: given.language ?? languageOf(given.content) ?? null,
      waitForAnswer: false,
      command: null,
      isError,
    });
    this.id = this.step.id;
  }

  /** The whole text so far. Set it and call `update()` to replace what is shown. */
  get content(): string {
    return this.text ? this.text.content : this.own;
  }

  set content(content: string) {
    this.own = content;
    this.text?.replace(content);
  }

  /** Shows the message, or completes one that was written piece by piece; then its elements and actions. */
  async send(): Promise<this> {
    return this.show('created');
  }

  /** @internal What a handler answers with a message: sends it, unless the handler has. */
  async sendOnce(): Promise<void> {
    if (!this.wasShown) await this.send();
  }

  /** Replaces what is shown by the newest content. Elements and actions that are shown already stay the same ones. */
  async update(): Promise<this> {
    return this.show('updated');
  }

  /** Takes the message away, its elements and actions with it. */
  async remove(): Promise<void> {
    await this.removeActions();
    for (const element of this.elements) if (element.forId !== undefined) await element.remove();
    this.own = this.content;
    this.text?.end();
    this.text = undefined;
    this.turn.removeStep(this.id);
  }

  /** Takes the message's buttons away. */
  async removeActions(): Promise<void> {
    for (const action of this.actions) if (action.forId !== undefined) await action.remove();
  }

  /** Appends a piece of text, shown at once; with `isSequence` it replaces the whole text. Empty pieces are ignored. */
  streamToken(token: string, options?: { isSequence?: boolean }): Promise<void> {
    if (options?.isSequence) this.startedText().replace(token);
    else if (token !== '') this.startedText().append(token);
    return DONE;
  }

  /**
   * Shows pieces as they come, then completes the message. Ends early, and quietly, when the turn is stopped. Where
   * nothing comes, and there is nothing else to show, there is no message.
   *
   * @throws DomainError `invalid_input` for a piece that is no text, `too_large` for more than can be kept; what the
   *   source throws: the message keeps what came until then
   */
  async stream(source: TextSource): Promise<this> {
    let pieces = 0;
    for await (const token of iterableOf(source)) {
      // A source that never waits would keep everything else waiting: the stop, the deadline, other conversations.
      if (++pieces % PIECES_AT_A_TIME === 0) await setImmediate();
      if (this.turn.signal.aborted) break;
      assertText(token);
      if (token !== '') this.startedText().append(token);
    }
    const isEmpty = this.content === '' && this.elements.length === 0 && this.actions.length === 0;
    return isEmpty && !this.text ? this : this.send();
  }

  private startedText(): StreamedText {
    if (this.text) return this.text;
    this.text = this.turn.startText(this.step);
    // What it said before goes on.
    if (this.own !== '') this.text.append(this.own);
    return this.text;
  }

  private async show(event: 'created' | 'updated'): Promise<this> {
    this.own = this.content;
    this.wasShown = true;
    this.text?.end();
    this.text = undefined;
    this.turn.completeStep(this.step, this.own, event);
    for (const element of this.elements) await element.showIn(this.turn, this.id);
    for (const action of this.actions) if (action.forId === undefined) action.showIn(this.turn, this.id);
    return this;
  }
}

/** A message that says what went wrong. */
export class ErrorMessage extends Message {
  constructor(options: MessageOptions | string, turn: Turn = currentTurn('new ErrorMessage()')) {
    super(options, turn, true);
  }
}
