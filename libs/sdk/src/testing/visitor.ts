import { DEFAULT_TENANT } from '#libs/contracts';
import type { ConversationEventDto, EventDefinition, PersistedUserDto, SessionDto } from '#libs/contracts';
import {
  ActionCalled,
  AskAnswered,
  ChatEnded,
  ChatResumed,
  ChatStarted,
  ClientChanged,
  MessageReceived,
  SettingsChanged,
  StopRequested,
} from '#libs/contracts';
import type { ActionDto, ActionReply, AskAnswer, JsonObject, StepDto, ThreadDto } from '#libs/contracts';
import { gatewayChannel, parseFrameBatch } from '#libs/live';
import type { AskFrame, DeliveredFrame, Unsubscribe } from '#libs/live';
import { deriveId } from '#libs/platform';
import { Screen } from './screen.js';
import type { TestDeployment } from './test-deployment.js';

const ROUTE_TTL_MS = 24 * 3_600_000;
const ENDING_MS = 2_000;

/** Who comes, and how. */
export interface Arrival {
  readonly threadId: string;
  readonly user: PersistedUserDto | undefined;
  readonly guestId: string;
  readonly chatProfile: string | undefined;
  readonly language: string;
  readonly clientType: string;
  readonly env: Readonly<Record<string, string>> | undefined;
}

/** One session: what the gateway does for a browser tab, and what the tab shows. */
export class Visitor {
  readonly session: SessionDto;
  readonly threadId: string;
  readonly screen: Screen;
  /** Turns that were caused here and have not ended. */
  private readonly open = new Set<string>();
  private readonly channel: string;
  private subscription: Unsubscribe | undefined;
  private socketId: string | undefined;

  constructor(
    private readonly deployment: TestDeployment,
    arrival: Arrival,
  ) {
    const { threadId, user, guestId, chatProfile, language, clientType, env } = arrival;
    const id = crypto.randomUUID();
    this.threadId = threadId;
    this.session = {
      id,
      owner: { tenantId: DEFAULT_TENANT, ...(user ? { userId: user.id } : { guestId }) },
      ...(user ? { user } : {}),
      ...(chatProfile === undefined ? {} : { chatProfile }),
      clientType,
      language,
      ...(env ? { hasEnv: true } : {}),
    };
    this.channel = `screen-${id}`;
    this.screen = new Screen(deployment.changes, id);
  }

  /** Whether a socket is there. */
  get isConnected(): boolean {
    return this.socketId !== undefined;
  }

  /** What happens in the thread is seen from now on, and what happened since it was last seen is told. */
  async connect(): Promise<void> {
    const { live } = this.deployment.parts;
    const { screen } = this;
    const socketId = crypto.randomUUID();
    this.socketId = socketId;
    // What comes while the snapshot is fetched is told after it.
    let held: DeliveredFrame[] | undefined = [];
    this.subscription = await live.subscribe(gatewayChannel(this.channel), (message) => {
      if (this.socketId !== socketId) return;
      const { frames } = parseFrameBatch(message);
      if (held) held.push(...frames);
      else screen.apply(frames);
    });
    await live.joinThread(this.threadId, this.channel, ROUTE_TTL_MS);
    const snapshot = await live.snapshot(this.threadId, screen.seen);
    if (!snapshot.complete && screen.seen > 0) screen.show(this.stored() ?? { steps: [], elements: [] });
    screen.catchUp(snapshot);
    screen.apply(held);
    held = undefined;
    await this.told(await this.tell('onConnect', 'connected', socketId));
  }

  /** The socket goes, without a word. Resolves when the app has been told. */
  async disconnect(): Promise<void> {
    const { socketId } = this;
    if (socketId === undefined) return;
    this.socketId = undefined;
    await this.subscription?.();
    await this.deployment.parts.live.leaveThread(this.threadId, this.channel);
    await this.told(await this.tell('onDisconnect', 'disconnected', socketId));
  }

  /** The conversation begins. */
  async start(): Promise<void> {
    const id = deriveId(this.threadId, 'start');
    await this.publish(ChatStarted, this.conversation, id, this.deployment.handlers.has('onChatStart'));
  }

  /** The stored conversation is opened. */
  async resume(thread: ThreadDto): Promise<void> {
    this.screen.show(thread);
    await this.connect();
    await this.publish(ChatResumed, this.conversation, deriveId(this.threadId, `resume ${this.session.id}`));
  }

  /**
   * Its user wants a new chat: the conversation ends, and what begins next waits for that.
   *
   * @returns the id of the turn in which it ends; undefined when the app does not want to know
   */
  async end(): Promise<string | undefined> {
    const { parts, handlers } = this.deployment;
    const { userId, guestId } = this.session.owner;
    const isHandled = handlers.has('onChatEnd');
    if (isHandled) await parts.live.keep(`ending:${userId ?? guestId}`, this.threadId, ENDING_MS);
    await this.disconnect();
    if (!isHandled) return undefined;
    const id = deriveId(this.threadId, `end ${this.session.id}`);
    await this.publish(ChatEnded, this.conversation, id);
    return id;
  }

  async say(message: StepDto, files: readonly string[]): Promise<void> {
    this.screen.steps.set(message.id, message);
    const data = { ...this.conversation, message, ...(files.length > 0 ? { files: [...files] } : {}) };
    await this.publish(MessageReceived, data, deriveId(this.threadId, message.id));
  }

  async answer({ spec }: AskFrame, answer: AskAnswer): Promise<void> {
    if (answer.kind === 'text') this.screen.steps.set(answer.message.id, answer.message);
    const askId = spec.stepId;
    const id = deriveId(askId, `answer of ${this.session.id}`);
    await this.deployment.publisher.publish(AskAnswered, { ...this.conversation, askId, answer }, { id });
  }

  async changeSettings(settings: JsonObject, confirmed: boolean): Promise<void> {
    const id = crypto.randomUUID();
    const { ask } = this.screen;
    await this.publish(SettingsChanged, { ...this.conversation, settings, confirmed }, id);
    await this.screen.until(() => this.deployment.isDone(id) || this.isAskedBeyond(ask));
  }

  async stop(): Promise<void> {
    const { publisher } = this.deployment;
    const before = this.deployment.stopsTaken;
    await publisher.publish(StopRequested, this.conversation);
    await this.screen.until(() => this.deployment.stopsTaken > before);
  }

  /** Presses a button; resolves with what the handler returned, or as soon as that asks something. */
  async call(action: ActionDto): Promise<ActionReply | undefined> {
    const { live } = this.deployment.parts;
    const callId = crypto.randomUUID();
    const replyTo = `calls-${callId}`;
    const { ask } = this.screen;
    let reply: ActionReply | undefined;
    const unsubscribe = await live.subscribe(replyTo, (message) => {
      reply = JSON.parse(message) as ActionReply;
      this.deployment.changes.happened();
    });
    await this.publish(ActionCalled, { ...this.conversation, action, replyTo, callId }, callId);
    await this.screen.until(() => reply !== undefined || this.isAskedBeyond(ask));
    await unsubscribe();
    return reply;
  }

  /**
   * Resolves when everything that was caused here has ended, or the app waits for an answer.
   *
   * @param known an answer that the app does not wait for any more
   */
  async settled(known?: AskFrame): Promise<void> {
    const { screen } = this;
    await screen.until(() => this.isAskedBeyond(known) || (screen.ask === undefined && this.isIdle));
    await this.deployment.caughtUp();
  }

  /** The thread as the history has it. */
  stored(): ThreadDto | undefined {
    const { threadId, session } = this;
    return this.deployment.services.history.answer({ threadId, owner: session.owner }).thread;
  }

  /** Whether nothing runs that was caused here. */
  get isIdle(): boolean {
    for (const id of this.open) if (this.deployment.isDone(id)) this.open.delete(id);
    return this.open.size === 0 && !this.screen.isBusy;
  }

  private isAskedBeyond(known: AskFrame | undefined): boolean {
    const { ask } = this.screen;
    return ask !== undefined && ask.spec.stepId !== known?.spec.stepId;
  }

  private get conversation(): ConversationEventDto {
    return { app: this.deployment.app.name, threadId: this.threadId, session: this.session };
  }

  /** Resolves when the turn of this id has ended, if there is one. */
  private async told(turnId: string | undefined): Promise<void> {
    if (turnId !== undefined) await this.screen.until(() => this.deployment.isDone(turnId));
  }

  /** Resolves with the turn's id; undefined when the app does not want to know. */
  private async tell(
    hook: 'onConnect' | 'onDisconnect',
    change: 'connected' | 'disconnected',
    socketId: string,
  ): Promise<string | undefined> {
    if (!this.deployment.handlers.has(hook)) return undefined;
    const id = deriveId(this.threadId, `${change} ${socketId}`);
    await this.publish(ClientChanged, { ...this.conversation, change }, id);
    return id;
  }

  private async publish<T extends object>(
    event: EventDefinition<T>,
    data: T,
    id: string,
    isTurn = true,
  ): Promise<void> {
    if (isTurn) this.open.add(id);
    await this.deployment.publisher.publish(event, data, { id });
  }
}
