import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatStarted, MessageReceived, StopRequested, TurnEmitted } from '#libs/contracts';
import type { ConversationEventDto, StepDto, TurnEmittedDto } from '#libs/contracts';
import { InProcessCellStore } from '#libs/conversation';
import type { CellStore } from '#libs/conversation';
import { gatewayChannel, parseFrameBatch } from '#libs/live';
import { EventPublisher, eventHandler, subscribeEvents } from '#libs/messaging';
import type { Service, Subscription } from '#libs/messaging';
import { deriveId, DomainError, systemClock } from '#libs/platform';
import { defineChatApp, userSession } from '#libs/sdk';
import type { ChatAppDefinition, WorkerStores } from '#libs/sdk';
import { startWorker } from '../../../libs/sdk/src/worker/start-worker.js';
import { Screen } from '../../../libs/sdk/src/testing/screen.js';
import { closedGate } from '../../support/messaging/gate.js';
import { eventually } from '../../support/messaging/eventually.js';
import type { Deployment } from '../../support/messaging/messaging-parts.js';
import { embeddedDeployment, instanceParts } from '../../support/messaging/messaging-parts.js';
import { workerStores } from '../../support/sdk/worker-stores.js';

let deployment: Deployment;
let cells: CellStore;
let stores: WorkerStores;
let publisher: EventPublisher;
let screen: Screen;
let history: Subscription;
let worker: Service | undefined;
const stored = new Map<string, StepDto>();
const threadId = crypto.randomUUID();
const conversation: ConversationEventDto = {
  app: 'assistant',
  threadId,
  session: {
    id: crypto.randomUUID(),
    owner: { tenantId: 'default', guestId: crypto.randomUUID() },
    clientType: 'test',
    language: 'en',
  },
};

beforeEach(async () => {
  deployment = embeddedDeployment();
  cells = new InProcessCellStore(systemClock);
  stores = workerStores(cells, deployment.live);
  screen = new Screen();
  stored.clear();
  publisher = new EventPublisher(instanceParts(deployment));
  const keep = ({ outputs }: TurnEmittedDto): void => {
    for (const output of outputs) if (output.kind === 'step') stored.set(output.step.id, output.step);
  };
  history = await subscribeEvents(instanceParts(deployment), {
    group: 'session.events',
    handlers: [eventHandler(TurnEmitted, keep)],
  });
  await deployment.live.subscribe(gatewayChannel('screen'), (message) =>
    screen.apply(parseFrameBatch(message).frames),
  );
  await deployment.live.joinThread(threadId, 'screen', 3_600_000);
});

afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await history.drain(0);
  await stores.files.close();
  await cells.close();
  await deployment.live.close();
  await deployment.log.close();
});

async function start(definition: ChatAppDefinition): Promise<void> {
  worker = await startWorker(defineChatApp(definition), instanceParts(deployment), stores);
}

async function say(output: string, id: string = crypto.randomUUID()): Promise<string> {
  const message: StepDto = {
    id,
    threadId,
    name: 'User',
    type: 'user_message',
    output,
    createdAt: new Date().toISOString(),
    streaming: false,
    isError: false,
    metadata: {},
  };
  await publisher.publish(MessageReceived, { ...conversation, message }, { id: deriveId(threadId, id) });
  return id;
}

/** Waits for the turn of a message to end, on the screen and in the history; returns what it answered. */
async function answersTo(messageId: string, steps: ReadonlyMap<string, StepDto> = stored): Promise<string[]> {
  const run = (): StepDto | undefined =>
    [...steps.values()].find((step) => step.parentId === messageId && step.type === 'run' && step.end);
  await eventually(() => {
    expect(run()).toBeDefined();
    expect(screen.isBusy).toBe(false);
  });
  const answers = [...steps.values()].filter((step) => step.parentId === run()?.id);
  return answers.filter(({ type }) => type === 'assistant_message').map(({ output }) => output);
}

describe('a stop', () => {
  it('whose onStop throws shows an error, ends the turn, and the next message is answered', async () => {
    const running = closedGate();
    let stops = 0;
    await start({
      onStop: () => {
        stops += 1;
        throw new Error('no way to stop');
      },
      onMessage: async (message, ctx) => {
        if (message.content === 'next') return 'answered';
        running.open();
        return new Promise((resolve) => ctx.signal.addEventListener('abort', () => resolve(undefined)));
      },
    });
    const stopped = await say('long');
    await running.opened;
    await publisher.publish(StopRequested, conversation);
    const [told, error] = await answersTo(stopped);
    expect(told).toBe('Task manually stopped.');
    expect(error).toMatch(/Something went wrong/);
    expect(stops).toBe(1);
    expect(await answersTo(await say('next'))).toEqual(['answered']);
  });

  it('runs onStop as part of the turn', async () => {
    const running = closedGate();
    await start({
      onStop: () => userSession.set('stopped', true),
      onMessage: (message, ctx) => {
        if (message.content === 'was it?') return String(ctx.userSession.get('stopped', false));
        running.open();
        return new Promise(() => undefined);
      },
    });
    const stopped = await say('long');
    await running.opened;
    await publisher.publish(StopRequested, conversation);
    await answersTo(stopped);
    expect(await answersTo(await say('was it?'))).toEqual(['true']);
  });

  it('that arrives late does not stop what was asked for after it', async () => {
    const [running, go] = [closedGate(), closedGate()];
    await start({
      onMessage: async () => {
        running.open();
        await go.opened;
        return 'answered';
      },
    });
    const early = new EventPublisher({
      ...instanceParts(deployment),
      clock: { ...systemClock, now: () => Date.now() - 10_000 },
    });
    const asked = await say('after the stop');
    await running.opened;
    await early.publish(StopRequested, conversation);
    await eventually(async () => expect((await cells.read(threadId))?.stoppedAt).toBeGreaterThan(0));
    go.open();
    expect(await answersTo(asked)).toEqual(['answered']);
  });
});

describe('what is too large for a record', () => {
  it('is refused to the handler; the user is told, and the next message is answered', async () => {
    let calls = 0;
    await start({
      onMessage: async (message, ctx) => {
        if (message.content === 'next') return 'answered';
        calls += 1;
        const reply = ctx.message();
        await reply.streamToken('x'.repeat(1_000_000));
        return message.content === 'send' ? void (await reply.send()) : undefined;
      },
    });
    for (const how of ['send', 'leave open']) {
      const [error, ...others] = await answersTo(await say(how));
      expect(error).toContain('950 KB at the most');
      expect(others).toEqual([]);
      expect([...screen.steps.values()].some(({ output }) => output.startsWith('xxx'))).toBe(false);
    }
    expect(calls).toBe(2);
    expect(await answersTo(await say('next'))).toEqual(['answered']);
  });

  it('travels in several records when only the sum of it is', async () => {
    await start({ onMessage: (message) => message.content.toUpperCase() });
    const asked = await say('x'.repeat(900_000));
    expect(await answersTo(asked)).toEqual(['X'.repeat(900_000)]);
  });
});

describe('a step', () => {
  it('with a long name is kept under the beginning of it', async () => {
    await start({ onMessage: (_, ctx) => ctx.step('n'.repeat(300), {}, () => 'done') });
    await answersTo(await say('go'));
    expect([...stored.values()].find(({ type }) => type === 'tool')).toMatchObject({ name: 'n'.repeat(255) });
  });

  it.each([
    ['a parent that is none', { parentId: 'root' }, /parentId must be/],
    ['metadata that is no JSON', { metadata: { at: new Date() as unknown as string } }, /\$\.at/],
    ['a language that is none', { language: 'x'.repeat(65) }, /language/],
  ])('with %s is refused: it could not be kept', async (_, options, reason) => {
    await start({ onMessage: (message, ctx) => void ctx.message({ ...options, content: message.content }) });
    expect((await answersTo(await say('go')))[0]).toMatch(reason);
  });
});

describe('a turn that was done before its worker could say so', () => {
  it('is not run again, and its thread does not wait for it', async () => {
    let starts = 0;
    await start({ onChatStart: () => void (starts += 1) });
    const id = deriveId(threadId, 'start');
    await publisher.publish(ChatStarted, conversation, { id });
    await eventually(async () => expect((await cells.read(threadId))?.doneTurns).toEqual([id]));
    await deployment.live.emit(threadId, [{ kind: 'task', running: true }]);
    await screen.until(() => screen.isBusy);
    await publisher.publish(ChatStarted, conversation, { id });
    await screen.until(() => !screen.isBusy);
    expect(starts).toBe(1);
  });
});

describe('a turn whose outputs can never be stored', () => {
  it('leaves no screen waiting', async () => {
    const { append } = deployment.log;
    deployment.log.append = (record) =>
      record.topic === 'chat.outbound'
        ? Promise.reject(new DomainError('internal', 'no such thing'))
        : append.call(deployment.log, record);
    await start({ onMessage: () => 'lost' });
    await say('go');
    await screen.until(() => screen.isBusy);
    await screen.until(() => !screen.isBusy);
  });
});
