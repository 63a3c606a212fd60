import { ChatStarted, DEFAULT_TENANT, MessageReceived } from '#libs/contracts';
import type { ConversationEventDto, JsonObject, SessionDto, StepDto } from '#libs/contracts';
import { InProcessCellStore } from '#libs/conversation';
import { gatewayChannel, parseFrameBatch } from '#libs/live';
import { closeMessaging, EventPublisher, openMessaging } from '#libs/messaging';
import { deriveId, setUpLogging } from '#libs/platform';
import type { ChatApp } from '../app/chat-app.js';
import { startWorker } from '../worker/start-worker.js';
import { Screen } from './screen.js';

const SCREEN = 'test-screen';
const ROUTE_TTL_MS = 24 * 3600 * 1_000;

/** Who talks to the app in a test. A guest without a profile unless said otherwise. */
export interface TestChatOptions {
  readonly user?: {
    readonly identifier: string;
    readonly displayName?: string;
    readonly metadata?: JsonObject;
  };
  readonly chatProfile?: string;
  readonly language?: string;
}

/** A message as the user sees it. */
export interface TestMessage {
  readonly author: string;
  readonly content: string;
  readonly isError: boolean;
}

/** A step of the tree as the user sees it. */
export interface TestStep {
  readonly name: string;
  readonly type: string;
  readonly input: string;
  readonly output: string;
  readonly isError: boolean;
}

/** A conversation with an app under test. */
export interface TestChat {
  /** Sends a message; resolves with the app's messages of the turn once the turn has ended. */
  say(content: string): Promise<readonly TestMessage[]>;
  /** Every message of the app so far, oldest first. */
  readonly messages: readonly TestMessage[];
  /** Every step of the tree so far, without the runs. */
  readonly steps: readonly TestStep[];
  /** The contents of the app's messages so far, one a line. */
  text(): string;
  /** Ends the worker. */
  close(): Promise<void>;
}

/**
 * Starts a conversation with an app: a real worker on the bus, live plane and cell store of this process; no
 * browser, no server, no model. Resolves after `onChatStart` has ended.
 */
export async function testChat(app: ChatApp, options: TestChatOptions = {}): Promise<TestChat> {
  setUpLogging('test chat', 'warn');
  const parts = await openMessaging('test');
  const cells = new InProcessCellStore(parts.clock);
  const worker = await startWorker(app, parts, cells);
  const publisher = worker.app.get(EventPublisher);
  const threadId = parts.ids.secret();
  const screen = new Screen();
  await parts.live.subscribe(gatewayChannel(SCREEN), (message) =>
    screen.apply(parseFrameBatch(message).frames),
  );
  await parts.live.joinThread(threadId, SCREEN, ROUTE_TTL_MS);
  const conversation: ConversationEventDto = {
    app: app.name,
    threadId,
    session: sessionOf(options, parts.ids.secret()),
  };
  if (app.definition.onChatStart) {
    await publisher.publish(ChatStarted, conversation, { id: deriveId(threadId, 'start') });
    await screen.until(() => runEnded(screen, null));
  }
  return {
    async say(content) {
      const before = messagesOn(screen).length;
      const message = userMessage(parts.ids.secret(), threadId, content, parts.clock.now());
      await publisher.publish(
        MessageReceived,
        { ...conversation, message },
        { id: deriveId(threadId, message.id) },
      );
      await screen.until(() => runEnded(screen, message.id));
      return messagesOn(screen).slice(before);
    },
    get messages() {
      return messagesOn(screen);
    },
    get steps() {
      return [...screen.steps.values()]
        .filter((step) => !isMessage(step) && step.type !== 'run')
        .map(testStepOf);
    },
    text: () =>
      messagesOn(screen)
        .map(({ content }) => content)
        .join('\n'),
    async close() {
      await worker.stop();
      await closeMessaging(parts);
      await cells.close();
    },
  };
}

function sessionOf({ user, chatProfile, language }: TestChatOptions, id: string): SessionDto {
  const createdAt = new Date(0).toISOString();
  return {
    id,
    owner: { tenantId: DEFAULT_TENANT, ...(user ? { userId: id } : { guestId: id }) },
    ...(user ? { user: { metadata: {}, ...user, id, createdAt } } : {}),
    ...(chatProfile ? { chatProfile } : {}),
    clientType: 'test',
    language: language ?? 'en-US',
  };
}

function userMessage(id: string, threadId: string, output: string, now: number): StepDto {
  const createdAt = new Date(now).toISOString();
  return {
    id,
    threadId,
    name: 'User',
    type: 'user_message',
    output,
    createdAt,
    streaming: false,
    isError: false,
    metadata: {},
  };
}

function runEnded(screen: Screen, parentId: string | null): boolean {
  const runs = [...screen.steps.values()].filter(
    (step) => step.type === 'run' && (step.parentId ?? null) === parentId,
  );
  return !screen.isBusy && runs.some((run) => Boolean(run.end));
}

function isMessage(step: StepDto): boolean {
  return step.type.endsWith('_message');
}

function messagesOn(screen: Screen): TestMessage[] {
  return [...screen.steps.values()]
    .filter((step) => isMessage(step) && step.type !== 'user_message')
    .map(({ name, output, isError }) => ({ author: name, content: output, isError }));
}

function testStepOf({ name, type, input, output, isError }: StepDto): TestStep {
  return { name, type, input: input ?? '', output, isError };
}
