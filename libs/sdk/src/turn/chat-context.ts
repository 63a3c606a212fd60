import type { SessionDto } from '#libs/contracts';
import type { User } from '../app/user.js';
import { Message } from '../output/message.js';
import type { MessageOptions } from '../output/message.js';
import { runStep } from '../output/step.js';
import type { Step, StepOptions } from '../output/step.js';
import type { Turn } from './turn.js';
import { UserSession } from './user-session.js';

/** What a handler knows about its turn and can do in it. */
export class ChatContext {
  readonly userSession: UserSession;
  /** Values for as long as the turn runs in this process; anything, not only JSON. Never stored. */
  readonly local = new Map<string, unknown>();
  private readonly turn: Turn;

  /** @internal Contexts are made by the worker. */
  constructor(turn: Turn) {
    this.turn = turn;
    this.userSession = new UserSession(() => turn.state);
  }

  /** The conversation's id. */
  get threadId(): string {
    return this.turn.threadId;
  }

  /** The id of the session that caused the turn. */
  get sessionId(): string {
    return this.session.id;
  }

  /** The signed-in user; undefined for a guest. */
  get user(): User | undefined {
    return this.session.user;
  }

  /** The name of the profile the session picked. */
  get chatProfile(): string | undefined {
    return this.session.chatProfile;
  }

  /** BCP 47, as the browser asked for. */
  get language(): string {
    return this.session.language;
  }

  /** A short word such as `webapp` or `copilot`. */
  get clientType(): string {
    return this.session.clientType;
  }

  /** The turn's id: the same when the turn is run again by another worker. */
  get turnId(): string {
    return this.turn.id;
  }

  /** Aborts when the user stops the turn, its time is over or another worker takes over. */
  get signal(): AbortSignal {
    return this.turn.signal;
  }

  /** Shows a message. */
  async send(content: string, options: Omit<MessageOptions, 'content'> = {}): Promise<Message> {
    return new Message({ ...options, content }, this.turn).send();
  }

  /** Begins a message that is written piece by piece; `send()` or `update()` completes it. */
  message(options: MessageOptions = {}): Message {
    return new Message(options, this.turn);
  }

  /** Shows work as a step of the tree while `work` runs, with its result as the step's output. */
  step<T>(name: string, options: StepOptions, work: (step: Step) => Promise<T> | T): Promise<T> {
    return runStep(this.turn, name, options, work);
  }

  private get session(): SessionDto {
    return this.turn.session;
  }
}
