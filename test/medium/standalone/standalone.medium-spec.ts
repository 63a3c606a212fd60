import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ChatClient } from '../../support/chat-client.js';
import type { ClientOptions } from '../../support/chat-client.js';
import { databaseOf, newFolder, removeFolders, StandaloneProcess } from './standalone-process.js';
import type { Settings } from './standalone-process.js';

// Whole processes start and end; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const clients: ChatClient[] = [];

async function connect(options: ClientOptions): Promise<ChatClient> {
  const client = await ChatClient.connect(options);
  clients.push(client);
  return client;
}

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

afterAll(async () => {
  await StandaloneProcess.endAll();
  removeFolders();
});

interface StoredStep {
  readonly id: string;
  readonly type: string;
  readonly output: string;
  readonly end: string | null;
}

/** The thread's steps, once so many of its runs are over. */
async function storedSteps(client: ChatClient, threadId: string, runs: number): Promise<StoredStep[]> {
  return vi.waitFor(
    async () => {
      const response = await client.http(`/project/thread/${threadId}`);
      const { steps } = (await response.json()) as { steps: StoredStep[] };
      expect(steps.filter(({ type, end }) => type === 'run' && end)).toHaveLength(runs);
      return steps;
    },
    { timeout: 30_000 },
  );
}

describe('a standalone process', () => {
  let data: string;
  let standalone: StandaloneProcess;

  beforeAll(async () => {
    data = newFolder();
    standalone = await StandaloneProcess.serving({ HEDDLE_DATA: data });
  });

  it('is healthy, and answers what a page asks first', async () => {
    const answer = async (path: string): Promise<unknown> => {
      const response = await fetch(`${standalone.url}${path}`);
      expect(response.status, path).toBe(200);
      return response.json();
    };
    expect(await answer('/health')).toEqual({ status: 'ok' });
    expect(await answer('/auth/config')).toMatchObject({ requireLogin: false, passwordAuth: false });
    expect(await answer('/project/settings')).toMatchObject({ ui: { name: 'Assistant' } });
  });

  it('chats', async () => {
    const client = await connect({ origin: standalone.url });
    const events = await client.ask('hello');
    expect(events.some(({ event }) => event === 'stream_token')).toBe(true);
  });

  it('refuses to share its port: one sentence with the way out, and nothing is left in its folder', async () => {
    const other = newFolder();
    const { PORT = '' } = standalone.settings;
    const { code, err, out } = await StandaloneProcess.refusing({ PORT, HEDDLE_DATA: other });
    expect(err).toBe(
      `heddle: Port ${PORT} is taken by another program. End it, or choose another port: PORT=${Number(PORT) + 1} npm start\n`,
    );
    expect([code, out]).toEqual([1, '']);
    expect(await databaseOf(other)).toBeUndefined();
  });

  it('refuses to share its data folder, in one sentence, and goes on itself', async () => {
    const { code, err, out } = await StandaloneProcess.refusing({ HEDDLE_DATA: data });
    expect(err).toMatch(/^heddle: Another Heddle uses .* set HEDDLE_DATA .*\n$/);
    expect([code, out]).toEqual([1, '']);
    expect((await fetch(`${standalone.url}/project/settings`)).status).toBe(200);
  });

  it('ends on SIGTERM with everything it started', async () => {
    const database = await databaseOf(data);
    expect(database).toBeDefined();
    const { code, err } = await standalone.end('SIGTERM');
    expect([code, err]).toEqual([0, '']);
    expect(await databaseOf(data)).toBeUndefined();
    expect(() => process.kill(database ?? 0, 0)).toThrow('ESRCH');
  });
});

describe('a standalone process that is told to end in the middle of an answer', () => {
  it('ends at once; the next one answers what was acknowledged, once', async () => {
    const ended = await StandaloneProcess.serving({ HEDDLE_DATA: newFolder() });
    const client = await connect({ origin: ended.url });
    await client.ask('hello');
    const { thread_id } = await client.event('first_interaction');
    const threadId = String(thread_id);
    const running = await client.sayAcknowledged('a long answer, please');
    const waiting = await client.sayAcknowledged('and one more');
    expect([running, waiting]).toEqual([{ ok: true }, { ok: true }]);
    expect(await ended.end('SIGTERM')).toMatchObject({ code: 0, err: '' });

    const next = await StandaloneProcess.serving(ended.settings);
    await storedSteps(client, threadId, 4);
    const again = await connect({ origin: next.url, cookie: client.cookie, threadId });
    await again.ask('the end');
    const said = (await storedSteps(again, threadId, 5)).filter(({ type }) => type === 'user_message');
    expect(said.map(({ output }) => output)).toEqual([
      'hello',
      'a long answer, please',
      'and one more',
      'the end',
    ]);
    expect((await next.end('SIGTERM')).code).toBe(0);
  });
});

describe('a standalone process that was killed', () => {
  it('starts again on the same data: earlier threads are in the history, and go on', async () => {
    const data = newFolder();
    const killed = await StandaloneProcess.serving({ HEDDLE_DATA: data });
    const client = await connect({ origin: killed.url });
    await client.ask('remember me');
    const { thread_id } = await client.event('first_interaction');
    const threadId = String(thread_id);
    const before = await storedSteps(client, threadId, 2);
    expect((await killed.end('SIGKILL')).signal).toBe('SIGKILL');

    const next = await StandaloneProcess.serving(killed.settings);
    const list = await client.http('/project/threads', { pagination: { first: 35 }, filter: {} });
    expect(await list.json()).toMatchObject({ data: [{ id: threadId, name: 'remember me' }] });
    expect(await storedSteps(client, threadId, 2)).toEqual(before);
    const again = await connect({ origin: next.url, cookie: client.cookie, threadId });
    await again.event('resume_thread');
    const events = await again.ask('and go on');
    expect(events.some(({ event }) => event === 'stream_token')).toBe(true);
    await storedSteps(again, threadId, 3);
    expect((await next.end('SIGTERM')).code).toBe(0);
    expect(await databaseOf(data)).toBeUndefined();
  });
});

describe('a standalone process that cannot start', () => {
  const folder = newFolder();
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const noApp = file('no-app.ts', 'export const app = 1;\n');
  const noFolder = file('file', '');

  it('because settings are wrong names every one of them', async () => {
    const { code, err, out } = await StandaloneProcess.refusing({ PORT: '99999', HEDDLE_AUTH: 'maybe' });
    expect(err).toMatch(/^heddle: The configuration is not usable:\n(?: {2}- .*\n){2}$/);
    expect(err).toMatch(/PORT must not be above 65535 \(found "99999"\)/);
    expect(err).toMatch(/HEDDLE_AUTH must be "on" or "off" \(found "maybe"\)/);
    expect([code, out]).toEqual([1, '']);
  });

  it.each<[string, Settings, RegExp]>([
    ['Kafka comes without Redis', { KAFKA_BROKERS: '127.0.0.1:9' }, /REDIS_URL is not set/],
    ['Redis comes without Kafka', { REDIS_URL: 'redis://127.0.0.1:9' }, /KAFKA_BROKERS is not set/],
    ['its data folder cannot be made', { HEDDLE_DATA: join(noFolder, 'data') }, /HEDDLE_DATA/],
    ['its data folder is a file', { HEDDLE_DATA: noFolder }, /HEDDLE_DATA/],
    ['there is no chat app', { HEDDLE_APP: join(folder, 'none.ts') }, /There is no chat app at .*none\.ts/],
    ['the chat app exports none', { HEDDLE_APP: noApp }, /no-app\.ts must export a chat app: export default/],
  ])('because %s says so in one sentence', async (_, settings, reason) => {
    const { code, err, out } = await StandaloneProcess.refusing({ HEDDLE_DATA: newFolder(), ...settings });
    expect(err).toMatch(/^heddle: .*\n$/);
    expect(err).toMatch(reason);
    expect([code, out]).toEqual([1, '']);
  });
});
