import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import { AskAnswered, MessageReceived, StopRequested, TurnEmitted } from '#libs/contracts';
import type {
  AskAnswer,
  AskSpecDto,
  ConversationEventDto,
  ElementDto,
  StepDto,
  TurnEmittedDto,
  TurnOutput,
} from '#libs/contracts';
import { InProcessCellStore } from '#libs/conversation';
import { fileKey, openFileStore } from '#libs/files';
import type { FileStore } from '#libs/files';
import { gatewayChannel, parseFrameBatch, UserEnvVault } from '#libs/live';
import type { LiveFrame } from '#libs/live';
import { EventPublisher, eventHandler, subscribeEvents } from '#libs/messaging';
import { deriveId, systemClock } from '#libs/platform';
import { defineChatApp } from '#libs/sdk';
import type { ChatAppDefinition } from '#libs/sdk';
import { Screen } from '../../../libs/sdk/src/testing/screen.js';
import { startWorker } from '../../../libs/sdk/src/worker/start-worker.js';
import { eventually } from '../messaging/eventually.js';
import { embeddedDeployment, instanceParts } from '../messaging/messaging-parts.js';

type FrameOf<K extends LiveFrame['kind']> = Extract<LiveFrame, { kind: K }>;
type Pending = { readonly step: StepDto; readonly spec: AskSpecDto };

/** A conversation with one worker, of which a test sees all that is shown and all that is kept. */
export class ConversationUnderTest {
  /** What went to the screens, oldest first. */
  readonly frames: LiveFrame[] = [];
  /** What went to the history, oldest first. */
  readonly outputs: TurnOutput[] = [];
  readonly screen = new Screen();
  readonly threadId = crypto.randomUUID();
  readonly files: FileStore;
  private readonly closing: (() => Promise<unknown>)[] = [];
  private publisher: EventPublisher;
  private readonly conversation: ConversationEventDto = {
    app: 'assistant',
    threadId: this.threadId,
    session: {
      id: crypto.randomUUID(),
      owner: { tenantId: 'default', guestId: crypto.randomUUID() },
      clientType: 'test',
      language: 'en',
    },
  };

  private constructor(files: FileStore) {
    this.files = files;
  }

  static async open(definition: ChatAppDefinition): Promise<ConversationUnderTest> {
    const folder = await mkdtemp(join(tmpdir(), 'conversation-'));
    const chat = new ConversationUnderTest(await openFileStore({ folder }));
    const deployment = embeddedDeployment();
    const cells = new InProcessCellStore(systemClock);
    chat.publisher = new EventPublisher(instanceParts(deployment));
    const history = await subscribeEvents(instanceParts(deployment), {
      group: 'session.events',
      handlers: [
        eventHandler(TurnEmitted, ({ outputs }: TurnEmittedDto) => void chat.outputs.push(...outputs)),
      ],
    });
    await deployment.live.subscribe(gatewayChannel('screen'), (message) => {
      const { frames } = parseFrameBatch(message);
      chat.frames.push(...frames.map(({ frame }) => frame));
      chat.screen.apply(frames);
    });
    await deployment.live.joinThread(chat.threadId, 'screen', 3_600_000);
    const userEnv = new UserEnvVault(deployment.live, new Uint8Array(32));
    const stores = { cells, files: chat.files, userEnv };
    const worker = await startWorker(defineChatApp(definition), instanceParts(deployment), stores);
    chat.closing.push(
      () => worker.stop(),
      () => history.drain(0),
      () => cells.close(),
      () => deployment.live.close(),
      () => deployment.log.close(),
      () => chat.files.close(),
      () => rm(folder, { recursive: true }),
    );
    return chat;
  }

  async close(): Promise<void> {
    for (const close of this.closing) await close();
  }

  /** Sends a message; resolves with its id. */
  async send(output: string): Promise<string> {
    const message = this.userMessage(output);
    const id = deriveId(this.threadId, message.id);
    await this.publisher.publish(MessageReceived, { ...this.conversation, message }, { id });
    return message.id;
  }

  /** Sends a message, and waits for its turn to end, on the screens and in the history. */
  async say(output: string): Promise<void> {
    await this.ended(await this.send(output));
  }

  /** Waits for the turn of a message to end. */
  async ended(messageId: string): Promise<void> {
    const isEnd = (step: StepDto): boolean => step.parentId === messageId && Boolean(step.end);
    await eventually(() => {
      expect(this.kept.some(isEnd)).toBe(true);
      expect(this.screen.isBusy).toBe(false);
    });
  }

  /** Waits until the app asks, and returns what it asks. */
  async asked(): Promise<Pending> {
    const open = (): Pending | undefined => {
      const ended = new Set(this.shown('ask-ended').map(({ askId }) => askId));
      return this.shown('ask').find(({ step }) => !ended.has(step.id));
    };
    await this.screen.until(() => open() !== undefined);
    return open() as Pending;
  }

  async answer(askId: string, answer: AskAnswer): Promise<void> {
    await this.publisher.publish(AskAnswered, { ...this.conversation, askId, answer });
  }

  async stop(): Promise<void> {
    await this.publisher.publish(StopRequested, this.conversation);
  }

  /** Stores a file as an upload does, and returns its id. */
  async upload(name: string, type: string, content: string): Promise<string> {
    const id = crypto.randomUUID();
    await this.files.put(fileKey(this.threadId, id), content, { name, type });
    return id;
  }

  /** What a browser gets under an element's key. */
  async contentOf({ chainlitKey }: ElementDto): Promise<string> {
    return text(await this.files.read(fileKey(this.threadId, chainlitKey ?? '')));
  }

  userMessage(output: string): StepDto {
    return {
      id: crypto.randomUUID(),
      threadId: this.threadId,
      name: 'User',
      type: 'user_message',
      output,
      createdAt: new Date().toISOString(),
      streaming: false,
      isError: false,
      metadata: {},
    };
  }

  /** The frames of a kind, oldest first. */
  shown<K extends LiveFrame['kind']>(kind: K): FrameOf<K>[] {
    return this.frames.filter((frame): frame is FrameOf<K> => frame.kind === kind);
  }

  /** The newest state of every kept step that is not removed, in the order of their first. */
  get kept(): StepDto[] {
    const steps = new Map<string, StepDto>();
    for (const output of this.outputs) {
      if (output.kind === 'step') steps.set(output.step.id, output.step);
      if (output.kind === 'step-removed') steps.delete(output.id);
    }
    return [...steps.values()];
  }

  /** The newest state of every kept element that is not removed. */
  get keptElements(): ElementDto[] {
    const elements = new Map<string, ElementDto>();
    for (const output of this.outputs) {
      if (output.kind === 'element') elements.set(output.element.id, output.element);
      if (output.kind === 'element-removed') elements.delete(output.id);
    }
    return [...elements.values()];
  }

  /** The app's messages as they are kept. */
  get answers(): StepDto[] {
    return this.kept.filter(({ type }) => type === 'assistant_message');
  }

  /** The steps of the tree as they are kept, without the runs. */
  get tree(): StepDto[] {
    return this.kept.filter(({ type }) => type !== 'run' && !type.endsWith('_message'));
  }
}
