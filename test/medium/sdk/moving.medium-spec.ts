import { afterEach, expect, it } from 'vitest';
import { MessageReceived } from '#libs/contracts';
import type { StepDto } from '#libs/contracts';
import { InProcessCellStore } from '#libs/conversation';
import { EventPublisher } from '#libs/messaging';
import type { Service } from '#libs/messaging';
import { deriveId, systemClock } from '#libs/platform';
import { defineChatApp } from '#libs/sdk';
import { startWorker } from '../../../libs/sdk/src/worker/start-worker.js';
import { eventually } from '../../support/messaging/eventually.js';
import { embeddedDeployment, instanceParts } from '../../support/messaging/messaging-parts.js';
import { workerStores } from '../../support/sdk/worker-stores.js';

const deployment = embeddedDeployment();
const cells = new InProcessCellStore(systemClock);
const stores = workerStores(cells, deployment.live);
const workers: Service[] = [];

afterEach(async () => {
  for (const worker of workers) await worker.stop();
  await stores.files.close();
  await cells.close();
  await deployment.live.close();
  await deployment.log.close();
});

it('a worker that gets a conversation back knows what another one stored meanwhile', async () => {
  const counts = new Map<string, number[]>();
  const app = defineChatApp({
    onMessage: (_, ctx) => {
      const count = ctx.userSession.get('count', 0) + 1;
      ctx.userSession.set('count', count);
      counts.set(ctx.threadId, [...(counts.get(ctx.threadId) ?? []), count]);
    },
  });
  const start = async () => {
    const worker = await startWorker(app, instanceParts(deployment), stores);
    workers.push(worker);
    return worker;
  };
  const publisher = new EventPublisher(instanceParts(deployment));
  const threads = Array.from({ length: 24 }, () => crypto.randomUUID());
  const sayInAll = async (turns: number): Promise<void> => {
    await Promise.all(threads.map((threadId) => say(publisher, threadId)));
    await eventually(async () => {
      for (const threadId of threads) expect((await cells.read(threadId))?.doneTurns).toHaveLength(turns);
    });
  };
  await start();
  await sayInAll(1);
  const second = await start();
  await sayInAll(2);
  await second.stop();
  await sayInAll(3);
  expect([...counts.values()]).toEqual(threads.map(() => [1, 2, 3]));
});

async function say(publisher: EventPublisher, threadId: string): Promise<void> {
  const id = crypto.randomUUID();
  const message: StepDto = {
    id,
    threadId,
    name: 'User',
    type: 'user_message',
    output: 'hi',
    createdAt: new Date().toISOString(),
    streaming: false,
    isError: false,
    metadata: {},
  };
  const owner = { tenantId: 'default', guestId: id };
  const session = { id, owner, clientType: 'test', language: 'en' };
  const data = { app: 'assistant', threadId, session, message };
  await publisher.publish(MessageReceived, data, { id: deriveId(threadId, id) });
}
