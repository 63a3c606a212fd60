import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Action, AskActionMessage, AskFileMessage, AskUserMessage, defineChatApp } from '#libs/sdk';
import { ChatClient } from '../support/chat-client.js';
import type { ClientOptions } from '../support/chat-client.js';
import { deployApp } from '../support/deployed-app.js';
import type { DeployedApp } from '../support/deployed-app.js';

const PROFILE = 'Asking';

const app = defineChatApp({
  name: 'asking',
  setChatProfiles: [{ name: PROFILE, markdownDescription: 'Asks back.' }],
  async onMessage({ content }, ctx) {
    if (content === 'colour') {
      const answer = await new AskUserMessage({ content: 'Which colour?', timeout: 40 }).send();
      await ctx.send(`You like ${answer?.output ?? 'nothing'}.`);
    }
    if (content === 'hurry') {
      const answer = await new AskUserMessage({ content: 'Quick!', timeout: 1 }).send();
      await ctx.send(answer ? 'In time.' : 'Too late.');
    }
    if (content === 'choose') {
      const answer = await new AskActionMessage({
        content: 'Which one?',
        actions: [
          new Action({ name: 'pick', label: 'Left', payload: { side: 'left' } }),
          new Action({ name: 'pick', label: 'Right', payload: { side: 'right' } }),
        ],
      }).send();
      await ctx.send(`It is ${JSON.stringify(answer?.payload)}.`);
    }
    if (content === 'file') {
      const files = await new AskFileMessage({ content: 'A text, please.', accept: ['text/plain'] }).send();
      await ctx.send(`It says ${(await files?.[0]?.text()) ?? 'nothing'}.`);
    }
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

/** What the app says, as soon as it does. */
async function said(client: ChatClient, text: RegExp): Promise<string> {
  const message = await client.event(
    'new_message',
    (step) => step['type'] === 'assistant_message' && text.test(String(step['output'])),
  );
  return String(message['output']);
}

const names = (client: ChatClient, from: number) => client.received.slice(from).map(({ event }) => event);

describe('a question for a text', () => {
  it('is answered in one of two tabs, and cleared in the other', async () => {
    const one = await connect();
    one.say('colour');
    const { msg, spec } = await one.nextAsk();
    expect(msg).toMatchObject({ output: 'Which colour?', waitForAnswer: true });
    expect(spec).toMatchObject({ type: 'text', timeout: 40 });
    const other = await connect({ cookie: one.cookie, threadId: one.threadId });
    await other.nextAsk();
    const from = other.received.length;
    one.answer('blue');
    // Each may be at another gateway: what one has been told says nothing of the other.
    for (const client of [one, other]) expect(await said(client, /You like/)).toBe('You like blue.');
    await other.event('clear_ask', undefined, from);
    const answer = await other.event('new_message', ({ output }) => output === 'blue', from);
    expect(answer).toMatchObject({ type: 'user_message', parentId: msg['parentId'] });
    expect(
      one.received.filter(({ event, data }) => event === 'new_message' && data['output'] === 'blue'),
    ).toEqual([]);
    expect(
      names(
        one,
        one.received.findLastIndex(({ event }) => event === 'ask'),
      ).slice(1, 4),
    ).toEqual(['task_end', 'clear_ask', 'task_start']);
  });

  it('takes the first answer of two', async () => {
    const one = await connect();
    one.say('colour');
    await one.nextAsk();
    const other = await connect({ cookie: one.cookie, threadId: one.threadId });
    await other.nextAsk();
    one.answer('red');
    other.answer('green');
    const [first, second] = [await said(one, /You like/), await said(other, /You like/)];
    expect(first).toMatch(/You like (red|green)\./);
    expect(second).toBe(first);
    // The conversation goes on, and nothing more comes of the question.
    await one.ask('nothing');
    expect(one.received.filter(({ data }) => /You like/.test(String(data['output'])))).toHaveLength(1);
  });

  it('survives a reconnect, with the time that remains', async () => {
    const one = await connect();
    one.say('colour');
    const before = await one.nextAsk();
    one.close();
    const again = await one.reconnected({ threadId: one.threadId });
    clients.push(again);
    const after = await again.nextAsk();
    expect(after.spec['step_id']).toBe(before.spec['step_id']);
    expect(after.spec['timeout']).toBeGreaterThan(0);
    expect(after.spec['timeout']).toBeLessThanOrEqual(40);
    expect(names(again, 0).slice(-2)).toEqual(['task_start', 'ask']);
    again.answer('grey');
    expect(await said(again, /You like/)).toBe('You like grey.');
  });

  it('is over after its time, and an answer that comes then is nobody’s', async () => {
    const client = await connect();
    client.say('hurry');
    await client.nextAsk();
    await client.event('ask_timeout');
    expect(await said(client, /late|time/)).toBe('Too late.');
    client.answer('here I am');
    await client.ask('nothing');
    expect(client.received.filter(({ data }) => data['output'] === 'here I am')).toEqual([]);
  });

  it('is cancelled by a stop', async () => {
    const client = await connect();
    const id = client.say('colour');
    await client.nextAsk();
    const from = client.received.length;
    client.socket.emit('stop');
    await client.event('clear_ask', undefined, from);
    await client.turnOver(id);
    client.answer('too late');
    await client.ask('nothing');
    expect(client.received.filter(({ data }) => /You like/.test(String(data['output'])))).toEqual([]);
  });
});

describe('a question for a choice', () => {
  it('is answered with the button, and says what was chosen', async () => {
    const client = await connect();
    client.say('choose');
    const { msg, spec } = await client.nextAsk();
    expect(client.actions.map(({ label }) => label)).toEqual(['Left', 'Right']);
    expect(spec['keys']).toEqual(client.actions.map(({ id }) => id));
    client.answer(client.actions[1]);
    expect(await said(client, /It is/)).toBe('It is {"side":"right"}.');
    expect(client.actions).toEqual([]);
    expect(client.textOf(String(msg['id']))).toBe('**Selected:** Right');
  });
});

describe('a question for a file', () => {
  it('is answered with what was uploaded for it', async () => {
    const client = await connect();
    client.say('file');
    const { msg, spec } = await client.nextAsk();
    expect(spec).toMatchObject({ type: 'file', accept: ['text/plain'], max_files: 1, max_size_mb: 2 });
    const parentId = String(msg['parentId']);
    const refused = await client.upload({ name: 'a.png', type: 'image/png', content: 'no' }, parentId);
    expect(refused.status).toBe(400);
    const { status, body } = await client.upload(
      { name: 'a.txt', type: 'text/plain', content: 'heddles' },
      parentId,
    );
    expect(status).toBe(200);
    client.answer([{ id: body['id'] }]);
    expect(await said(client, /It says/)).toBe('It says heddles.');
  });
});
