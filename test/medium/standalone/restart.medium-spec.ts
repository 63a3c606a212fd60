import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ThreadDto } from '#libs/contracts';
import { defineChatApp, File as FileElement, Message } from '#libs/sdk';
import { StandaloneConfig } from '../../../apps/standalone/src/standalone.config.js';
import { Standalone } from '../../../apps/standalone/src/standalone.js';
import { openTestDatabase } from '../../support/database/test-database.js';
import type { TestDatabase } from '../../support/database/test-database.js';
import { ChatClient } from '../../support/chat-client.js';
import { freePort, newFolder, removeFolders } from './standalone-process.js';

const ended: string[] = [];

const app = defineChatApp({
  name: 'restarting',
  async onMessage({ content }) {
    await new Message({ content, elements: [new FileElement({ name: 'copy.txt', content })] }).send();
  },
  onChatEnd: (ctx) => void ended.push(ctx.threadId),
});

let database: TestDatabase;
let config: StandaloneConfig;
let standalone: Standalone;

beforeAll(async () => {
  database = await openTestDatabase();
  const settings = { PORT: await freePort(), HEDDLE_DATA: newFolder(), DATABASE_URL: database.url };
  config = Object.assign(new StandaloneConfig(), settings);
  standalone = await Standalone.start(config, app);
});
afterAll(async () => {
  await standalone.stop();
  await database.drop();
  removeFolders();
});

it('keeps the files of conversations, and ends those whose time was over while nothing ran', async () => {
  const origin = `http://127.0.0.1:${config.PORT}`;
  const client = await ChatClient.connect({ origin });
  await client.ask('Hello.');
  const { threadId, cookie } = client;
  client.close();
  const get = (path: string): Promise<Response> => fetch(`${origin}${path}`, { headers: { cookie } });
  const elements = async (): Promise<ThreadDto['elements']> =>
    ((await (await get(`/project/thread/${threadId}`)).json()) as ThreadDto).elements;
  await vi.waitFor(async () => expect(await elements()).toHaveLength(1));
  await standalone.stop();
  expect(existsSync(join(config.HEDDLE_DATA, 'files', threadId))).toBe(true);

  await letTimeBeOver(threadId);
  standalone = await Standalone.start(config, app);
  const file = await get((await elements())[0]?.url ?? '');
  expect([file.status, await file.text()]).toEqual([200, 'Hello.']);
  expect(file.headers.get('content-disposition')).toContain('copy.txt');
  await vi.waitFor(() => expect(ended).toEqual([threadId]), 20_000);
});

async function letTimeBeOver(threadId: string): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rowCount } = await client.query(
    'UPDATE session.sessions SET due_at = created_at WHERE thread_id = $1 AND ended_at IS NULL',
    [threadId],
  );
  await client.end();
  expect(rowCount).toBe(1);
}
