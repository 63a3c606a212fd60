import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  Action,
  ChatSettings,
  defineChatApp,
  Message,
  Select,
  setCommands,
  Slider,
  userSession,
} from '#libs/sdk';
import { UserFacingError } from '#libs/sdk';
import { ChatClient } from '../support/chat-client.js';
import type { ClientOptions } from '../support/chat-client.js';
import { deployApp } from '../support/deployed-app.js';
import type { DeployedApp } from '../support/deployed-app.js';

const PROFILE = 'Controlled';

const app = defineChatApp({
  name: 'controlled',
  setChatProfiles: [{ name: PROFILE, markdownDescription: 'Has buttons and settings.' }],
  async onChatStart() {
    await setCommands([{ id: 'Search', description: 'Looks it up' }]);
    await new ChatSettings([
      new Select({ id: 'model', label: 'Model', items: { Small: 's', Large: 'l' }, initial: 's' }),
      new Slider({ id: 'heat', label: 'Heat', min: 0, max: 1, step: 0.1, initial: 0.5 }),
    ]).send();
  },
  async onChatResume() {
    await new Message('Welcome back.').send();
  },
  onSettingsUpdate: (settings) => `Now ${JSON.stringify(settings)}`,
  async onMessage({ content }) {
    if (content === 'settings') return `Settings ${JSON.stringify(userSession.chatSettings)}`;
    const actions = ['count', 'fail'].map((name) => new Action({ name, payload: { by: 2 } }));
    await new Message({ content: 'Press one.', actions }).send();
    return undefined;
  },
  onAction: {
    async count({ payload }) {
      const count = Number(userSession.get('count', 0)) + Number(payload['by']);
      userSession.set('count', count);
      await new Message(`Counted to ${count}.`).send();
      return { count };
    },
    fail() {
      throw new UserFacingError('Nobody may press this.');
    },
  },
});

let deployed: DeployedApp;
const clients: ChatClient[] = [];

beforeAll(async () => {
  deployed = await deployApp(app);
});

afterAll(() => deployed.stop());

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

async function connect(options: ClientOptions = {}): Promise<ChatClient> {
  const client = await ChatClient.connect({ origin: deployed.origin, chatProfile: PROFILE, ...options });
  clients.push(client);
  return client;
}

async function started(): Promise<ChatClient> {
  const client = await connect();
  await client.until('the start to end', () => client.received.at(-1)?.event === 'task_end');
  return client;
}

const isSaying = (text: string) => (step: Record<string, unknown>) => step['output'] === text;

describe('a button', () => {
  it('calls its handler, which answers over HTTP and speaks over the socket', async () => {
    const client = await started();
    await client.ask('buttons');
    expect(client.actions.map(({ name }) => name)).toEqual(['count', 'fail']);
    expect(await client.click('count')).toEqual({
      status: 200,
      body: { success: true, response: { count: 2 } },
    });
    const message = await client.event('new_message', isSaying('Counted to 2.'));
    expect(message['parentId']).toBeNull();
    expect((await client.click('count')).body['response']).toEqual({ count: 4 });
  });

  it('answers with its handler’s words when that fails', async () => {
    const client = await started();
    await client.ask('buttons');
    expect(await client.click('fail')).toEqual({ status: 500, body: { detail: 'Nobody may press this.' } });
  });

  it('is nobody else’s, not an unknown one’s, and not a dead session’s', async () => {
    const [client, other] = [await started(), await started()];
    const action = { id: randomUUID(), name: 'count', payload: { by: 1 }, label: '', tooltip: '' };
    expect(await client.callAction(action, other.sessionId)).toEqual({
      status: 401,
      body: { detail: 'You are not authorized to call actions for this session' },
    });
    expect(await client.callAction({ ...action, name: 'unknown' })).toEqual({
      status: 404,
      body: { detail: 'No callback found for action unknown' },
    });
    expect((await client.callAction(action, randomUUID())).status).toBe(404);
  });

  it('stands there once, also for a page that comes back', async () => {
    const client = await started();
    await client.ask('buttons');
    client.close();
    const again = await client.reconnected({ threadId: client.threadId });
    clients.push(again);
    await again.sayAcknowledged('buttons');
    await again.until('the new buttons', () => again.actions.length === 4);
    expect(new Set(again.actions.map(({ id }) => id)).size).toBe(4);
    expect(again.received.findIndex(({ event }) => event === 'remove_action')).toBeLessThan(
      again.received.findIndex(({ event }) => event === 'action'),
    );
  });
});

describe('the settings', () => {
  it('are stored when they are confirmed, and the handler hears of them', async () => {
    const client = await started();
    expect(client.form.map(({ id, type, initial }) => [id, type, initial])).toEqual([
      ['model', 'select', 's'],
      ['heat', 'slider', 0.5],
    ]);
    await client.changeSettings({ model: 'l' });
    await client.event('new_message', isSaying('Now {"model":"l","heat":0.5}'));
    await client.ask('settings');
    await client.event('new_message', isSaying('Settings {"model":"l","heat":0.5}'));
  });

  it('stay as they were when a value is none, and the page is told which', async () => {
    const client = await started();
    await client.changeSettings({ heat: 7 });
    const toast = await client.event('toast');
    expect(toast['type']).toBe('error');
    expect(toast['message']).toMatch(/heat/i);
    await client.ask('settings');
    await client.event('new_message', isSaying('Settings {"model":"s","heat":0.5}'));
  });

  it('and the commands are shown again where the conversation is opened again, with the values that hold', async () => {
    const client = await started();
    await client.changeSettings({ model: 'l' });
    await client.event('new_message', isSaying('Now {"model":"l","heat":0.5}'));
    await client.ask('settings');
    const { threadId } = client;
    client.close();
    const again = await connect({ cookie: client.cookie, threadId });
    await again.event('resume_thread');
    await again.event('new_message', isSaying('Welcome back.'));
    expect(again.form.map(({ initial }) => initial)).toEqual(['l', 0.5]);
    const commands = await again.event('set_commands');
    expect(commands).toMatchObject([{ id: 'Search' }]);
    const events = again.received.map(({ event }) => event);
    expect(events.indexOf('resume_thread')).toBeLessThan(events.lastIndexOf('new_message'));
  });
});
