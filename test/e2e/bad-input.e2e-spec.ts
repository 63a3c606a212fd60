import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ChatClient, HEDDLE_URL, newGuest } from '../support/chat-client.js';

const clients: ChatClient[] = [];

async function connect(): Promise<ChatClient> {
  const client = await ChatClient.connect();
  clients.push(client);
  await client.event('update_message', (step) => step['name'] === 'on_chat_start');
  return client;
}

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

const handshake = {
  clientType: 'webapp',
  sessionId: randomUUID(),
  threadId: '',
  userEnv: '{}',
  chatProfile: '',
};

describe('a handshake', () => {
  it.each([
    ['without anything', {}, /clientType.*sessionId/],
    ['whose session id is no UUID', { ...handshake, sessionId: '../../etc' }, /sessionId must be a UUID/],
    ['whose thread id is no UUID', { ...handshake, threadId: 'mine' }, /threadId must be empty or a UUID/],
    ['whose user environment is not JSON', { ...handshake, userEnv: '{' }, /userEnv must be JSON/],
    ['whose profile is wrongly encoded', { ...handshake, chatProfile: '%E0%A4%A' }, /URL-encoded/],
    [
      'with a key that nobody knows, made to confuse',
      { ...handshake, clientType: '', extra: { constructor: 1 } },
      /clientType must be/,
    ],
    ['with wrong types', { ...handshake, clientType: { $gt: '' }, sessionId: 7 }, /clientType.*sessionId/],
  ])('%s is refused with the reason', async (_, auth, reason) => {
    expect(await ChatClient.refusal({ auth })).toMatch(reason);
  });
});

describe('a message', () => {
  it.each([
    ['that is no object', 'hello', /must be an object/],
    ['without content', { message: { id: randomUUID() } }, /output/],
    [
      'whose id is no UUID',
      { message: { id: 'one', output: 'hi' } },
      /message.id must be a UUID of version 4/,
    ],
    ['whose content is no text', { message: { id: randomUUID(), output: { a: 1 } } }, /output must be/],
    [
      'with a file that is none',
      { message: { id: randomUUID(), output: 'hi' }, fileReferences: [{ id: 'x' }] },
      /files/,
    ],
  ])(
    '%s is refused with the reason, as a toast or in the acknowledgement, and the next one is answered',
    async (_, body, reason) => {
      const client = await connect();
      client.socket.emit('client_message', body);
      expect((await client.event('toast'))['message']).toMatch(reason);
      const answer = (await client.socket.emitWithAck('client_message', body)) as {
        error: { code: string; message: string };
      };
      expect(answer.error.code).toBe('invalid_input');
      expect(answer.error.message).toMatch(reason);
      expect(await client.sayAcknowledged('fine')).toEqual({ ok: true });
      await client.event('first_interaction', ({ interaction }) => interaction === 'fine');
    },
  );

  it('of two megabytes ends that connection and nobody else’s', async () => {
    const [big, small] = [await connect(), await connect()];
    const gone = new Promise((resolve) => big.socket.once('disconnect', resolve));
    big.say('x'.repeat(2_000_000));
    await gone;
    expect(await small.sayAcknowledged('still here')).toEqual({ ok: true });
  });
});

describe('an event nobody knows', () => {
  it('is answered with an error', async () => {
    const client = await connect();
    client.socket.emit('make_coffee', { sugar: true });
    expect((await client.event('toast'))['message']).toContain('make_coffee');
    const answer = (await client.socket.emitWithAck('make_coffee')) as { error: { code: string } };
    expect(answer.error.code).toBe('invalid_input');
  });
});

describe('a raw WebSocket', () => {
  const open = async (cookie: string): Promise<WebSocket> => {
    const url = `${HEDDLE_URL.replace('http', 'ws')}/ws/socket.io/?EIO=4&transport=websocket`;
    const socket = new WebSocket(url, { headers: { cookie } });
    await new Promise((resolve, reject) => socket.once('message', resolve).once('error', reject));
    return socket;
  };

  it.each([
    ['an event before the handshake', '42["client_message",{}]'],
    ['what is no JSON', '40{"clientType":'],
    ['what is no packet', 'hello'],
  ])('that sends %s is closed', async (_, frame) => {
    const socket = await open(await newGuest());
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.send(frame);
    await closed;
  });
});

describe('an HTTP request', () => {
  it('for a thread id that is no UUID is answered as for an unknown thread', async () => {
    const client = await connect();
    const odd = await client.http('/project/thread/..%2f..%2fetc');
    const unknown = await client.http(`/project/thread/${randomUUID()}`);
    expect(odd.status).toBe(unknown.status);
  });

  it('with a broken body is refused with 4xx and a detail', async () => {
    const response = await fetch(`${HEDDLE_URL}/project/threads`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: await newGuest() },
      body: '{"pagination":',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toHaveProperty('detail');
  });

  it('with a language that is none is refused with 422', async () => {
    const response = await fetch(`${HEDDLE_URL}/project/settings?language=../../x`, {
      headers: { cookie: await newGuest() },
    });
    expect(response.status).toBe(422);
  });
});
