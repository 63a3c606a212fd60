import type { JsonObject, StepDto } from '#libs/contracts';
import { currentTurn } from '../turn/turn-scope.js';
import type { Turn } from '../turn/turn.js';
import type { StreamedText } from './streamed-text.js';

/** How a message looks. */
export interface MessageOptions {
  readonly content?: string;
  /** Who says it; the app's name by default. */
  readonly author?: string;
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
  /** The whole text so far. Set it and call `update()` to replace what is shown. */
  content: string;
  private readonly step: StepDto;
  private readonly turn: Turn;
  private text: StreamedText | undefined;

  constructor(options: MessageOptions | string, turn: Turn = currentTurn('new Message()')) {
    const given = typeof options === 'string' ? { content: options } : options;
    this.turn = turn;
    this.content = given.content ?? '';
    this.step = turn.newStep({
      type: given.type ?? 'assistant_message',
      name: given.author ?? turn.appTitle,
      parentId: given.parentId ?? turn.runId,
      metadata: given.metadata ?? {},
      tags: given.tags ? [...given.tags] : null,
      language: given.language ?? null,
      waitForAnswer: false,
      command: null,
    });
    this.id = this.step.id;
  }

  /** Shows the message, or completes one that was written piece by piece. */
  async send(): Promise<this> {
    this.show('created');
    return this;
  }

  /** Replaces what is shown by the newest `content`. */
  async update(): Promise<this> {
    this.show('updated');
    return this;
  }

  /** Takes the message away. */
  async remove(): Promise<void> {
    this.text?.end();
    this.turn.removeStep(this.id);
  }

  /** Appends a piece of text, shown at once; with `isSequence` it replaces the whole text. Empty pieces are ignored. */
  async streamToken(token: string, options: { isSequence?: boolean } = {}): Promise<void> {
    if (token === '' && !options.isSequence) return;
    this.text ??= this.turn.startText(this.step);
    this.content = options.isSequence ? token : this.content + token;
    if (options.isSequence) this.text.replace(token);
    else this.text.append(token);
  }

  /** Shows pieces as they come, then completes the message. Ends early, and quietly, when the turn is stopped. */
  async stream(source: AsyncIterable<string>): Promise<this> {
    for await (const token of source) {
      if (this.turn.signal.aborted) break;
      await this.streamToken(token);
    }
    return this.send();
  }

  private show(event: 'created' | 'updated'): void {
    this.text?.end();
    this.text = undefined;
    this.turn.completeStep(this.step, this.content, event);
  }
}
