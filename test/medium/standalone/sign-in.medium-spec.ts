import { randomUUID } from 'node:crypto';
import { stringifyCookie } from 'cookie';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ChatClient, newGuest } from '../../support/chat-client.js';
import type { ClientOptions } from '../../support/chat-client.js';
import { CookieJar } from '../auth/cookie-jar.js';
import { heddle, newFolder, removeFolders, StandaloneProcess } from './standalone-process.js';

// Whole processes start and end; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const clients: ChatClient[] = [];
let data: string;
let standalone: StandaloneProcess;

beforeAll(async () => {
  data = newFolder();
  standalone = await StandaloneProcess.serving({ HEDDLE_DATA: data, HEDDLE_AUTH: 'on' });
  addUser('alice', 'correct horse');
  addUser('bob', 'battery staple');
});

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

afterAll(async () => {
  await StandaloneProcess.endAll();
  removeFolders();
});

function addUser(name: string, password: string): void {
  const args = ['user', 'add', name, '--metadata', '{"role":"admin"}', '--password-stdin'];
  const { status, stdout, stderr } = heddle(args, { HEDDLE_DATA: data }, `${password}\n`);
  expect([status, stdout, stderr]).toEqual([0, `Added ${name}.\n`, '']);
}

async function signedIn(name: string, password: string): Promise<CookieJar> {
  const browser = new CookieJar(standalone.url);
  expect((await browser.signIn(name, password)).status).toBe(200);
  return browser;
}

async function connect(browser: CookieJar, options: ClientOptions = {}): Promise<ChatClient> {
  const client = await ChatClient.connect({ ...optionsOf(browser), ...options });
  clients.push(client);
  return client;
}

const optionsOf = (browser: CookieJar): ClientOptions => ({
  origin: standalone.url,
  cookie: stringifyCookie(browser.cookies),
});

describe('with sign-in on', () => {
  it('the page is told so', async () => {
    const response = await fetch(`${standalone.url}/auth/config`);
    expect(await response.json()).toMatchObject({ requireLogin: true, passwordAuth: true });
  });

  it('a user who was added while it runs signs in by either kind of form', async () => {
    const multipart = await signedIn('alice', 'correct horse');
    expect(await (await multipart.get('/user')).json()).toMatchObject({
      identifier: 'alice',
      metadata: { role: 'admin' },
    });
    const urlencoded = new CookieJar(standalone.url);
    const form = new URLSearchParams({ username: 'bob', password: 'battery staple' });
    expect((await urlencoded.call('POST', '/login', form)).status).toBe(200);
    expect(await (await urlencoded.get('/user')).json()).toMatchObject({ identifier: 'bob' });
  });

  it('a wrong password is refused', async () => {
    const browser = new CookieJar(standalone.url);
    const response = await browser.signIn('alice', 'battery staple');
    expect([response.status, await response.json()]).toEqual([401, { detail: 'credentialssignin' }]);
    expect((await browser.get('/user')).status).toBe(401);
  });

  it('a name cannot be added twice', () => {
    const { status, stderr } = heddle(
      ['user', 'add', 'alice', '--password-stdin'],
      { HEDDLE_DATA: data },
      'a new password\n',
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/^heddle: .*alice.*\n$/);
  });

  it('nobody connects without having signed in', async () => {
    const origin = standalone.url;
    expect(await ChatClient.refusal({ origin, cookie: '' })).toBe('authentication failed');
    const guest = await newGuest(origin);
    expect(await ChatClient.refusal({ origin, cookie: guest })).toBe('authentication failed');
    expect(await ChatClient.refusal({ origin, cookie: 'access_token=x.y.z' })).toBe('authentication failed');
    for (const path of ['/user', `/project/thread/${randomUUID()}`]) {
      expect((await fetch(`${origin}${path}`)).status, path).toBe(401);
    }
  });

  it('a user chats, and the thread is theirs', async () => {
    const alice = await signedIn('alice', 'correct horse');
    const client = await connect(alice);
    await client.ask('it is me');
    const { thread_id } = await client.event('first_interaction');
    await vi.waitFor(
      async () => {
        const response = await alice.get(`/project/thread/${String(thread_id)}`);
        expect([response.status, await response.json()]).toMatchObject([
          200,
          { id: thread_id, userIdentifier: 'alice' },
        ]);
      },
      { timeout: 20_000 },
    );
  });

  it('a thread of somebody else is neither read, nor listed, nor joined', async () => {
    const [alice, bob] = [await signedIn('alice', 'correct horse'), await signedIn('bob', 'battery staple')];
    const client = await connect(alice);
    await client.ask('my secret');
    const { thread_id } = await client.event('first_interaction');
    const threadId = String(thread_id);
    await vi.waitFor(async () => expect((await alice.get(`/project/thread/${threadId}`)).status).toBe(200), {
      timeout: 20_000,
    });
    const answerOf = async (id: string): Promise<unknown[]> => {
      const response = await bob.get(`/project/thread/${id}`);
      return [response.status, await response.text()];
    };
    expect(await answerOf(threadId)).toEqual(await answerOf(randomUUID()));
    expect(await ChatClient.refusal({ ...optionsOf(bob), threadId })).toBe('authorization failed');
    expect(await ChatClient.refusal({ ...optionsOf(bob), sessionId: client.sessionId })).toBe(
      'authorization failed',
    );
    const own = await connect(bob);
    const list = await own.http('/project/threads', { pagination: { first: 35 }, filter: {} });
    expect(await list.json()).toMatchObject({ data: [] });
  });

  it('who has signed out is nobody any more', async () => {
    const browser = await signedIn('alice', 'correct horse');
    expect((await browser.call('POST', '/logout')).status).toBe(200);
    expect(browser.cookies).toEqual({});
    expect((await browser.get('/user')).status).toBe(401);
    expect(await ChatClient.refusal(optionsOf(browser))).toBe('authentication failed');
  });
});
