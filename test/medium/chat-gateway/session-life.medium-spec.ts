import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import {
  ChatResumed,
  ChatStarted,
  ClientChanged,
  MessageReceived,
  SessionCleared,
  SessionDisconnected,
  SettingsChanged,
} from '#libs/contracts';
import type { ThreadDto } from '#libs/contracts';
import { deriveId } from '#libs/platform';
import type { ChatClient } from '../../support/chat-client.js';
import { eventually } from '../../support/messaging/eventually.js';
import { GatewayUnderTest } from './gateway-under-test.js';

let gateway: GatewayUnderTest;
const clients: ChatClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await gateway.close();
});

function kept(client: ChatClient): ChatClient {
  clients.push(client);
  return client;
}

const storedThread = (id: string): ThreadDto => ({
  id,
  createdAt: '2026-01-01T00:00:00.000Z',
  metadata: {},
  steps: [],
  elements: [
    {
      id: randomUUID(),
      threadId: id,
      forId: 'm',
      type: 'file',
      name: 'a.txt',
      display: 'inline',
      chainlitKey: 'key',
    },
  ],
});

describe('a new chat', () => {
  it('marks the owner’s conversation as ending, and ends it once nobody looks at it', async () => {
    gateway = await GatewayUnderTest.start();
    const first = kept(await gateway.connect());
    const known = await gateway.live.getSession(first.sessionId);
    const next = kept(await first.newChat());
    await eventually(() => expect(gateway.of(SessionCleared)).toHaveLength(1));
    expect(gateway.of(SessionCleared)[0]?.data).toMatchObject({
      app: 'assistant',
      threadId: known?.threadId,
      session: { id: first.sessionId },
    });
    expect(await gateway.live.isWatched(known?.threadId ?? '')).toBe(false);
    expect(await gateway.live.getSession(first.sessionId)).toBeUndefined();
    expect(await gateway.live.kept(`ending:${first.cookie.split('=')[1]}`)).toBe(known?.threadId);
    const lifecycle = gateway.events.filter(({ data }) => data.session.id === first.sessionId);
    expect(lifecycle.map(({ name }) => name).slice(-2)).toEqual([
      SessionDisconnected.name,
      SessionCleared.name,
    ]);
    await eventually(() => expect(gateway.of(ChatStarted)).toHaveLength(2));
    expect(next.sessionId).not.toBe(first.sessionId);
  });

  it('of one of two tabs leaves the thread watched', async () => {
    gateway = await GatewayUnderTest.start();
    const first = kept(await gateway.connect());
    const { threadId } = (await gateway.live.getSession(first.sessionId)) ?? { threadId: '' };
    kept(await gateway.connect({ cookie: first.cookie, threadId }));
    kept(await first.newChat());
    await eventually(() => expect(gateway.of(SessionCleared)).toHaveLength(1));
    expect(await gateway.live.isWatched(threadId)).toBe(true);
  });

  it('is no more than a disconnection when the page just goes', async () => {
    gateway = await GatewayUnderTest.start();
    const client = kept(await gateway.connect());
    client.close();
    await eventually(() => expect(gateway.of(SessionDisconnected)).toHaveLength(1));
    expect(gateway.of(SessionCleared)).toEqual([]);
    expect(await gateway.live.getSession(client.sessionId)).toBeDefined();
  });
});

describe('a stored thread', () => {
  it('is resumed once per session: shown first, then the app is told', async () => {
    gateway = await GatewayUnderTest.start();
    const threadId = randomUUID();
    gateway.opening = { verdict: 'resumed', thread: storedThread(threadId) };
    const client = kept(await gateway.connect({ threadId }));
    const shown = await client.event('resume_thread');
    expect(shown['elements']).toMatchObject([{ url: `/project/file/key?thread_id=${threadId}` }]);
    await eventually(() => expect(gateway.of(ChatResumed)).toHaveLength(1));
    expect(gateway.of(ChatResumed)[0]?.id).toBe(deriveId(threadId, `resume ${client.sessionId}`));
    await eventually(async () => expect(await gateway.live.getSession(client.sessionId)).toBeDefined());
    client.close();
    const again = kept(await client.reconnected({ threadId }));
    await again.sayAcknowledged('hi');
    await eventually(() => expect(gateway.of(MessageReceived)).toHaveLength(1));
    expect(gateway.of(ChatResumed)).toHaveLength(1);
  });

  it('is resumed by the next connection when the first was gone before its welcome', async () => {
    gateway = await GatewayUnderTest.start();
    const [threadId, sessionId] = [randomUUID(), randomUUID()];
    gateway.opening = { verdict: 'resumed', thread: storedThread(threadId) };
    const cookie = `heddle_guest=${randomUUID()}`;
    const silent = await gateway.connecting({ sessionId, threadId }, { cookie });
    await eventually(() => expect(gateway.names()).toContain('session.connected'));
    silent.close();
    await eventually(() => expect(gateway.of(SessionDisconnected)).toHaveLength(1));
    const client = kept(await gateway.connect({ cookie, sessionId, threadId }));
    await client.event('resume_thread');
    await eventually(() => expect(gateway.of(ChatResumed)).toHaveLength(1));
  });
});

describe('an app', () => {
  it('is told of clients that come and go if it wants to know', async () => {
    gateway = await GatewayUnderTest.start({ manifest: { hooks: ['onConnect', 'onDisconnect'] } });
    const client = kept(await gateway.connect());
    await eventually(() => expect(gateway.of(ClientChanged)).toHaveLength(1));
    client.close();
    await eventually(() => expect(gateway.of(ClientChanged)).toHaveLength(2));
    expect(gateway.of(ClientChanged).map(({ data }) => data['change'])).toEqual([
      'connected',
      'disconnected',
    ]);
  });

  it('is told of nothing that it has no handler for, and of confirmed settings always', async () => {
    gateway = await GatewayUnderTest.start();
    const client = kept(await gateway.connect());
    expect(await client.editSettings({ model: 'small' })).toEqual({ ok: true });
    expect(await client.changeSettings({ model: 'large' })).toEqual({ ok: true });
    client.close();
    await eventually(() => expect(gateway.of(SessionDisconnected)).toHaveLength(1));
    const told = gateway.of(SettingsChanged).map(({ data }) => [data['settings'], data['confirmed']]);
    expect(told).toEqual([[{ model: 'large' }, true]]);
    expect(gateway.of(ClientChanged)).toEqual([]);
  });

  it('that follows a form is told of every edit', async () => {
    gateway = await GatewayUnderTest.start({ manifest: { hooks: ['onSettingsEdit'] } });
    const client = kept(await gateway.connect());
    await gateway.show(client, {
      kind: 'settings-form',
      form: { inputs: [{ type: 'switch', id: 'loud', label: 'Loud', initial: false }] },
    });
    await client.event('chat_settings');
    await client.editSettings({ loud: true });
    await eventually(() => expect(gateway.of(SettingsChanged)).toHaveLength(1));
    expect(gateway.of(SettingsChanged)[0]?.data).toMatchObject({
      settings: { loud: true },
      confirmed: false,
    });
  });

  it('gets the ids of the files that came with a message, each once', async () => {
    gateway = await GatewayUnderTest.start();
    const client = kept(await gateway.connect());
    const [one, two] = [randomUUID(), randomUUID()];
    expect(await client.sayAcknowledged('', randomUUID(), [one, two, one])).toEqual({ ok: true });
    await eventually(() => expect(gateway.of(MessageReceived)).toHaveLength(1));
    expect(gateway.of(MessageReceived)[0]?.data['files']).toEqual([one, two]);
  });
});

describe('settings that are none', () => {
  it('are refused, and told as a toast to a client that asked for no acknowledgement', async () => {
    gateway = await GatewayUnderTest.start();
    const client = kept(await gateway.connect());
    client.socket.emit('chat_settings_change', ['x']);
    expect(await client.event('toast')).toEqual({
      type: 'error',
      message: 'The settings were not taken: they must be an object of values',
    });
    expect(gateway.of(SettingsChanged)).toEqual([]);
  });
});
