import {
  ActionCalled,
  AskAnswered,
  ChatEnded,
  ChatResumed,
  ChatStarted,
  ClientChanged,
  DescribeUser,
  MessageReceived,
  ReadThread,
  SettingsChanged,
  StopRequested,
  TurnEmitted,
  UserMetadataChanged,
} from '#libs/contracts';
import type {
  ActionReply,
  AskAnswer,
  ConversationEventDto,
  EventDefinition,
  JsonObject,
  PersistedUserDto,
  SessionDto,
  StepDto,
  ThreadDto,
  TurnOutput,
  UserMetadataChangedDto,
} from '#libs/contracts';
import { InProcessCellStore } from '#libs/conversation';
import { gatewayChannel, parseFrameBatch } from '#libs/live';
import type { AskFrame, LiveFrame, ToastFrame } from '#libs/live';
import { EventPublisher, eventHandler, questionHandler, subscribeEvents } from '#libs/messaging';
import type { QuestionHandler, Service, Subscription } from '#libs/messaging';
import { deriveId, systemClock } from '#libs/platform';
import { defineChatApp, startWorker } from '#libs/sdk';
import type { ChatAppDefinition, WorkerStores } from '#libs/sdk';
import { eventually } from '../messaging/eventually.js';
import { embeddedDeployment, instanceParts } from '../messaging/messaging-parts.js';
import { workerStores } from './worker-stores.js';

const HOUR_MS = 3_600_000;
const APP = 'assistant';

/** A deployment around workers, from which a test sends every event and sees what comes of it. */
export class ChatBench {
  readonly deployment = embeddedDeployment();
  readonly cells = new InProcessCellStore(systemClock);
  readonly stores: WorkerStores = workerStores(this.cells, this.deployment.live);
  readonly publisher = new EventPublisher(instanceParts(this.deployment));
  readonly frames: LiveFrame[] = [];
  readonly outputs: TurnOutput[] = [];
  readonly patches: UserMetadataChangedDto[] = [];
  /** Answers `ReadThread`. */
  history: (threadId: string) => ThreadDto | undefined = () => undefined;
  /** Answers `DescribeUser`. */
  users: (userId: string, after: string | undefined) => PersistedUserDto | undefined = () => undefined;
  private readonly services: Subscription[] = [];
  private readonly workers: Service[] = [];

  static async open(): Promise<ChatBench> {
    const bench = new ChatBench();
    const parts = instanceParts(bench.deployment);
    const keep = ({ outputs }: { outputs: TurnOutput[] }): void => void bench.outputs.push(...outputs);
    const patched = (patch: UserMetadataChangedDto): void => void bench.patches.push(patch);
    const answer = (group: string, handler: QuestionHandler): Promise<Subscription> =>
      subscribeEvents(parts, { group, answers: [handler] });
    bench.services.push(
      await subscribeEvents(parts, {
        group: 'session.events',
        handlers: [eventHandler(TurnEmitted, keep)],
      } as never),
      await subscribeEvents(parts, {
        group: 'auth.events',
        handlers: [eventHandler(UserMetadataChanged, patched)],
      } as never),
      await answer(
        'session.rpc',
        questionHandler(ReadThread, ({ threadId }) => {
          const thread = bench.history(threadId);
          return thread ? { thread } : {};
        }) as unknown as QuestionHandler,
      ),
      await answer(
        'auth.rpc',
        questionHandler(DescribeUser, ({ userId, after }) => {
          const user = bench.users(userId, after);
          return user ? { user } : {};
        }) as unknown as QuestionHandler,
      ),
    );
    await bench.deployment.live.subscribe(gatewayChannel('screen'), (message) =>
      bench.frames.push(...parseFrameBatch(message).frames.map(({ frame }) => frame)),
    );
    return bench;
  }

  /** One more worker. */
  async work(definition: ChatAppDefinition): Promise<Service> {
    const app = defineChatApp(definition);
    const worker = await startWorker(app, instanceParts(this.deployment), this.stores);
    this.workers.push(worker);
    return worker;
  }

  /** Somebody who opens a conversation of their own. */
  async visitor(about: Partial<SessionDto> = {}): Promise<Visitor> {
    const visitor = new Visitor(this, about);
    await this.deployment.live.joinThread(visitor.threadId, 'screen', HOUR_MS);
    return visitor;
  }

  async close(): Promise<void> {
    for (const worker of this.workers) await worker.stop();
    for (const service of this.services) await service.drain(0);
    await this.stores.files.close();
    await this.cells.close();
    await this.deployment.live.close();
    await this.deployment.log.close();
  }
}

/** A signed-in user as the deployment knows them. */
export function someUser(about: Partial<PersistedUserDto> = {}): PersistedUserDto {
  return {
    id: crypto.randomUUID(),
    identifier: 'ana',
    createdAt: '2026-01-01T00:00:00.000Z',
    metadata: {},
    roles: [],
    groups: [],
    ...about,
  };
}

/** A session and its conversation. Each method sends an event and resolves with its turn's id. */
export class Visitor {
  readonly threadId: string = crypto.randomUUID();
  readonly session: SessionDto;

  constructor(
    private readonly bench: ChatBench,
    about: Partial<SessionDto>,
  ) {
    const owner = about.user ? { userId: about.user.id } : { guestId: crypto.randomUUID() };
    this.session = {
      id: crypto.randomUUID(),
      owner: { tenantId: 'default', ...owner },
      clientType: 'test',
      language: 'en',
      ...about,
    };
  }

  start(): Promise<string> {
    return this.send(ChatStarted, {}, 'start');
  }

  say(text: string, files?: string[], session: SessionDto = this.session): Promise<string> {
    const message = userMessage(this.threadId, text);
    return this.send(MessageReceived, { message, session, ...(files ? { files } : {}) }, message.id);
  }

  resume(): Promise<string> {
    return this.send(ChatResumed, {}, `resume ${this.session.id}`);
  }

  end(): Promise<string> {
    return this.send(ChatEnded, {}, `end ${this.session.id}`);
  }

  change(change: 'connected' | 'disconnected'): Promise<string> {
    return this.send(ClientChanged, { change }, crypto.randomUUID());
  }

  settings(settings: JsonObject, confirmed = true): Promise<string> {
    return this.send(SettingsChanged, { settings, confirmed }, crypto.randomUUID());
  }

  stop(): Promise<string> {
    return this.send(StopRequested, {}, crypto.randomUUID());
  }

  answer(ask: AskFrame, answer: AskAnswer, session: SessionDto = this.session): Promise<string> {
    return this.send(
      AskAnswered,
      { askId: ask.step.id, answer, session },
      `${ask.step.id} ${crypto.randomUUID()}`,
    );
  }

  answerText(ask: AskFrame, text: string, session: SessionDto = this.session): Promise<string> {
    const message = userMessage(this.threadId, text);
    return this.answer(ask, { kind: 'text', message }, session);
  }

  /** Presses a button and waits for the reply. */
  async press(name: string, payload: JsonObject = {}): Promise<ActionReply> {
    const { live } = this.bench.deployment;
    const callId = crypto.randomUUID();
    const replyTo = `replies ${callId}`;
    let leave: () => Promise<void> = async () => undefined;
    const reply = new Promise<string>((resolve) => {
      void live.subscribe(replyTo, resolve).then((unsubscribe) => (leave = unsubscribe));
    });
    const action = { id: crypto.randomUUID(), name, payload, label: '', tooltip: '' };
    await this.send(ActionCalled, { action, callId, replyTo }, callId);
    const parsed = JSON.parse(await reply) as ActionReply;
    await leave();
    return parsed;
  }

  /** Waits until the turn's effects are durable. */
  async done(turn: string | Promise<string>): Promise<void> {
    const id = await turn;
    await eventually(async () =>
      expectTrue((await this.bench.cells.read(this.threadId))?.doneTurns.includes(id), `turn ${id} is done`),
    );
  }

  /** What the conversation keeps under a key. */
  async kept(key: string): Promise<unknown> {
    return (await this.bench.cells.read(this.threadId))?.values[key];
  }

  /** The steps of this conversation as its screens show them now. */
  get steps(): StepDto[] {
    const steps = new Map<string, StepDto>();
    for (const frame of this.bench.frames) {
      if (frame.kind === 'step' && frame.step.threadId === this.threadId)
        steps.set(frame.step.id, frame.step);
      if (frame.kind === 'step-removed') steps.delete(frame.id);
    }
    return [...steps.values()];
  }

  /** What the app said, errors included. */
  get texts(): string[] {
    return this.steps.filter(({ type }) => type === 'assistant_message').map(({ output }) => output);
  }

  get toasts(): ToastFrame[] {
    return this.bench.frames.filter((frame) => frame.kind === 'toast');
  }

  /** Waits for the newest question, the nth of all that were shown. */
  async asked(nth = 1): Promise<AskFrame> {
    const asks = (): AskFrame[] => this.bench.frames.filter((frame) => frame.kind === 'ask');
    await eventually(() => expectTrue(asks().length >= nth, `${nth} questions were shown`));
    const ask = asks()[nth - 1];
    if (!ask) throw new Error('there is no question');
    return ask;
  }

  private async send<T extends ConversationEventDto>(
    event: EventDefinition<T>,
    data: Omit<T, 'app' | 'threadId' | 'session'> & { session?: SessionDto },
    cause: string,
  ): Promise<string> {
    const id = deriveId(this.threadId, cause);
    const whole = { app: APP, threadId: this.threadId, session: this.session, ...data } as unknown as T;
    await this.bench.publisher.publish(event, whole, { id });
    return id;
  }
}

function userMessage(threadId: string, output: string): StepDto {
  return {
    id: crypto.randomUUID(),
    threadId,
    name: 'User',
    type: 'user_message',
    output,
    createdAt: new Date().toISOString(),
    streaming: false,
    isError: false,
    metadata: {},
  };
}

function expectTrue(value: boolean | undefined, what: string): void {
  if (!value) throw new Error(`expected: ${what}`);
}
