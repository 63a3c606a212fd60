import type { JsonObject, SessionDto } from '#libs/contracts';
import type { PersistedUser } from '../app/user.js';
import { Message } from '../output/message.js';
import type { MessageOptions } from '../output/message.js';
import { runStep } from '../output/step.js';
import type { Step, StepOptions } from '../output/step.js';
import { settingsOf } from './kept-settings.js';
import { runInTurn } from './turn-scope.js';
import type { Turn } from './turn.js';
import { UserSession } from './user-session.js';

/** The conversation, as its handlers may change it. */
export interface ChatThread {
  readonly id: string;
  /** What the thread is called in the history from now on. Its first message does not name it any more. */
  setName(name: string): Promise<void>;
}

/**
 * What a handler knows about its turn and can do in it.
 *
 * @typeParam Settings the type of the settings form's values
 */
export class ChatContext<Settings extends object = JsonObject> {
  readonly userSession: UserSession;
  /** Values for as long as the turn runs in this process; anything, not only JSON. Never stored. */
  readonly local = new Map<string, unknown>();
  private readonly turn: Turn;

  /** @internal Contexts are made by the worker. */
  constructor(turn: Turn) {
    this.turn = turn;
    this.userSession = new UserSession(() => turn);
  }

  /** The conversation's id. */
  get threadId(): string {
    return this.turn.threadId;
  }

  /** The id of the session that caused the turn. */
  get sessionId(): string {
    return this.session.id;
  }

  /** The conversation. */
  get thread(): ChatThread {
    const { turn } = this;
    return {
      id: turn.threadId,
      setName: async (name) => turn.nameThread(name),
    };
  }

  /** The signed-in user; undefined for a guest. What is changed in its metadata is kept when the turn ends. */
  get user(): PersistedUser | undefined {
    return this.turn.user;
  }

  /** The profile that the session picked; where it picked none, the app's default for this user, if there is one. */
  get chatProfile(): string | undefined {
    return this.turn.chatProfile;
  }

  /** The values of the settings form; empty where none was sent. */
  get settings(): Settings {
    return settingsOf(this.turn.state) as Settings;
  }

  /** The keys that the user supplied; empty where the app asks for none. */
  get env(): Readonly<Record<string, string>> {
    return this.turn.env;
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

  /**
   * Runs a function inside this turn, for callbacks that lost it: event emitters, pools, libraries that call back from
   * elsewhere. The turn does not wait for it.
   */
  run<T>(work: () => T): T {
    return runInTurn(this.turn, work);
  }

  private get session(): SessionDto {
    return this.turn.session;
  }
}
