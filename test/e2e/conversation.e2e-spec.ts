import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChatClient, newGuest } from '../support/chat-client.js';
import type { ClientOptions } from '../support/chat-client.js';

const clients: ChatClient[] = [];

async function connect(options?: ClientOptions): Promise<ChatClient> {
  const client = await ChatClient.connect(options);
  clients.push(client);
  return client;
}

async function connectStarted(options?: ClientOptions): Promise<ChatClient> {
  const client = await connect(options);
  await client.event('update_message', (step) => step['name'] === 'on_chat_start');
  await client.until('the start to end', () => client.received.at(-1)?.event === 'task_end');
  return client;
}

interface StoredThread {
  readonly id: string;
  readonly name: string;
  readonly steps: {
    id: string;
    type: string;
    name: string;
    output: string;
    parentId: string | null;
    end: string | null;
  }[];
}

async function storedThread(
  client: ChatClient,
  threadId: string,
  enough: (thread: StoredThread) => boolean,
): Promise<StoredThread> {
  return vi.waitFor(
    async () => {
      const response = await client.http(`/project/thread/${threadId}`);
      expect(response.status).toBe(200);
      const thread = (await response.json()) as StoredThread;
      expect(enough(thread), 'the history is complete').toBe(true);
      return thread;
    },
    { timeout: 15_000 },
  );
}

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

describe('a conversation', () => {
  it('starts with the three clearing events, then the greeting under the start run', async () => {
    const client = await connectStarted();
    expect(client.received.slice(0, 3).map(({ event }) => event)).toEqual([
      'task_end',
      'clear_ask',
      'clear_call_fn',
    ]);
    const events = client.received.slice(3).map(({ event }) => event);
    expect(events[0]).toBe('task_start');
    const run = await client.event('new_message', (step) => step['name'] === 'on_chat_start');
    expect(run).toMatchObject({ type: 'run', parentId: null });
    const greeting = await client.event('new_message', (step) => step['type'] === 'assistant_message');
    expect(greeting['parentId']).toBe(run['id']);
    expect(client.received.some(({ event }) => event === 'first_interaction')).toBe(false);
  });

  it('answers a message in streamed tokens, with a tool step, under a run whose parent is the message', async () => {
    const client = await connectStarted();
    const events = await client.ask('What is Heddle?');
    const names = events.map(({ event }) => event);
    expect(names[0]).toBe('task_start');
    expect(names.at(-1)).toBe('task_end');
    expect(names.filter((name) => name === 'task_end')).toHaveLength(1);
    const first = await client.event('first_interaction');
    expect(first['interaction']).toBe('What is Heddle?');
    const start = await client.event('stream_start');
    expect(start['streaming']).toBe(true);
    expect(start['output']).not.toBe('');
    expect(names.filter((name) => name === 'stream_token').length).toBeGreaterThan(5);
    const answer = await client.event('new_message', (step) => step['id'] === start['id']);
    expect(answer['streaming']).toBe(false);
    const tokens = events.filter(({ event, data }) => event === 'stream_token' && data['id'] === start['id']);
    const streamed = String(start['output']) + tokens.map(({ data }) => data['token']).join('');
    expect(String(answer['output']).startsWith(streamed)).toBe(true);
    expect(events.some(({ event, data }) => event === 'new_message' && data['type'] === 'tool')).toBe(true);
    expect(names.some((name) => name === 'new_message')).toBe(true);
    expect(events.some(({ event, data }) => event === 'new_message' && data['type'] === 'user_message')).toBe(
      false,
    );
  });

  it('is not sent its own message back, but its other tab is', async () => {
    const client = await connectStarted();
    await client.ask('first');
    const { thread_id } = await client.event('first_interaction');
    const other = await connect({ cookie: client.cookie, threadId: String(thread_id) });
    await other.event('resume_thread');
    const id = client.say('second');
    await other.event('new_message', (step) => step['id'] === id);
    await other.turnOver(id);
    await client.turnOver(id);
    expect(client.received.some(({ event, data }) => event === 'new_message' && data['id'] === id)).toBe(
      false,
    );
  });

  it('acknowledges a message on request, and takes the same one twice as one turn', async () => {
    const client = await connectStarted();
    const id = randomUUID();
    expect(await client.sayAcknowledged('once', id)).toEqual({ ok: true });
    expect(await client.sayAcknowledged('once', id)).toEqual({ ok: true });
    await client.turnOver(id);
    await client.ask('twice');
    const runs = client.received.filter(
      ({ event, data }) => event === 'new_message' && data['parentId'] === id,
    );
    expect(runs).toHaveLength(1);
  });

  it('answers two messages at once one after the other, both in full', async () => {
    const client = await connectStarted();
    const [a, b] = [client.say('one'), client.say('two')];
    await client.turnOver(b);
    const order = client.received
      .filter(
        ({ event, data }) => ['new_message', 'update_message'].includes(event) && data['type'] === 'run',
      )
      .filter(({ data }) => data['parentId'] === a || data['parentId'] === b)
      .map(({ event, data }) => `${event} ${data['parentId'] === a ? 'a' : 'b'}`);
    expect(order).toEqual(['new_message a', 'update_message a', 'new_message b', 'update_message b']);
  });

  it('stops an answer at once, keeps what was said, and answers the next message', async () => {
    const client = await connectStarted();
    const id = client.say('Tell me a long story');
    const start = await client.event('stream_start');
    await client.event('stream_token', (token) => token['id'] === start['id']);
    client.socket.emit('stop');
    await client.turnOver(id);
    const run = await client.event(
      'update_message',
      (step) => step['parentId'] === id && Boolean(step['end']),
    );
    expect(run['isError']).toBe(true);
    expect(client.received.some(({ data }) => data?.['output'] === 'Task manually stopped.')).toBe(true);
    expect(client.textOf(String(start['id'])).length).toBeGreaterThan(0);
    const events = await client.ask('And now?');
    expect(events.some(({ event }) => event === 'stream_start')).toBe(true);
  });

  it('keeps what the app stored between turns', async () => {
    const client = await connectStarted();
    const outputs: string[] = [];
    for (const text of ['a', 'b', 'c']) {
      const events = await client.ask(text);
      const tool = events.find(({ event, data }) => event === 'update_message' && data['type'] === 'tool');
      outputs.push(String(tool?.data['output']));
    }
    expect(outputs.map((output) => (JSON.parse(output) as { messages: number }).messages)).toEqual([1, 2, 3]);
  });

  it('runs in the profile that was picked', async () => {
    const client = await connectStarted({ chatProfile: 'Concise' });
    await client.ask('hello');
    const { thread_id } = await client.event('first_interaction');
    const thread = (await (await client.http(`/project/thread/${String(thread_id)}`)).json()) as {
      metadata: Record<string, unknown>;
    };
    expect(thread.metadata['chat_profile']).toBe('Concise');
  });
});

describe('a connection that was lost', () => {
  it('goes on with the same session, without starting anew', async () => {
    const client = await connectStarted();
    await client.ask('before');
    client.close();
    const again = await connect({ cookie: client.cookie, sessionId: client.sessionId });
    const events = await again.ask('after');
    expect(events.some(({ event }) => event === 'stream_start')).toBe(true);
    const starts = [...client.received, ...again.received].filter(
      ({ event, data }) => event === 'new_message' && data['name'] === 'on_chat_start',
    );
    expect(new Set(starts.map(({ data }) => data['id'])).size).toBe(1);
  });

  it('in the middle of an answer shows the whole answer once it is back', async () => {
    const client = await connectStarted();
    const id = client.say('a long answer, please');
    const start = await client.event('stream_start');
    client.close();
    const again = await connect({ cookie: client.cookie, sessionId: client.sessionId });
    await again.turnOver(id);
    const answer = await again.event(
      'new_message',
      (step) => step['id'] === start['id'] && step['streaming'] === false,
    );
    expect(again.textOf(String(start['id']))).toBe(answer['output']);
    expect(String(answer['output']).length).toBeGreaterThan(200);
  });
});

describe('the history', () => {
  it('lists the thread under its first message and returns every step once, parents first', async () => {
    const client = await connectStarted();
    const question = `question ${randomUUID()}`;
    await client.ask(question);
    await client.ask('and another');
    const { thread_id } = await client.event('first_interaction');
    const thread = await storedThread(
      client,
      String(thread_id),
      ({ steps }) => steps.filter((step) => step.type === 'run' && step.end).length === 3,
    );
    expect(thread.name).toBe(question);
    const ids = thread.steps.map((step) => step.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const step of thread.steps.filter(({ parentId }) => parentId)) {
      expect(ids.indexOf(step.parentId ?? '')).toBeLessThan(ids.indexOf(step.id));
      expect(ids).toContain(step.parentId);
    }
    expect(thread.steps.filter((step) => step.type === 'user_message').map((step) => step.output)).toEqual([
      question,
      'and another',
    ]);
    const shown = client.received.filter(
      ({ event, data }) => event === 'new_message' && data['type'] === 'assistant_message',
    );
    const stored = thread.steps.filter((step) => step.type === 'assistant_message');
    expect(stored.map(({ id, output }) => ({ id, output }))).toEqual(
      shown.map(({ data }) => ({ id: data['id'], output: data['output'] })),
    );
    const list = (await (
      await client.http('/project/threads', { pagination: { first: 35 }, filter: {} })
    ).json()) as { data: StoredThread[] };
    expect(list.data[0]).toMatchObject({ id: thread_id, name: question });
  });

  it('does not list a conversation in which nobody has said anything', async () => {
    const client = await connectStarted();
    const list = (await (
      await client.http('/project/threads', { pagination: { first: 35 }, filter: {} })
    ).json()) as { data: unknown[] };
    expect(list.data).toEqual([]);
  });

  it('opens a thread again with all that was said, and goes on with it', async () => {
    const client = await connectStarted();
    await client.ask('remember me');
    const { thread_id } = await client.event('first_interaction');
    await storedThread(
      client,
      String(thread_id),
      ({ steps }) => steps.filter((step) => step.type === 'run').length === 2,
    );
    client.close();
    const again = await connect({ cookie: client.cookie, threadId: String(thread_id) });
    const first = await again.event('first_interaction');
    expect(first).toEqual({ interaction: 'resume', thread_id });
    const resumed = await again.event('resume_thread');
    expect((resumed['steps'] as { output: string }[]).some(({ output }) => output === 'remember me')).toBe(
      true,
    );
    const events = await again.ask('what did I say?');
    const tool = events.find(({ event, data }) => event === 'update_message' && data['type'] === 'tool');
    expect(JSON.parse(String(tool?.data['output']))).toMatchObject({ messages: 2 });
  });

  it('of somebody else is neither listed, nor read, nor joined', async () => {
    const client = await connectStarted();
    await client.ask('my secret');
    const { thread_id } = await client.event('first_interaction');
    await storedThread(client, String(thread_id), ({ steps }) => steps.length > 3);
    const stranger = await newGuest();
    const other = await connect({ cookie: stranger });
    const foreign = await other.http(`/project/thread/${String(thread_id)}`);
    const unknown = await other.http(`/project/thread/${randomUUID()}`);
    expect([foreign.status, await foreign.text()]).toEqual([unknown.status, await unknown.text()]);
    expect(await ChatClient.refusal({ cookie: stranger, threadId: String(thread_id) })).toBe(
      'authorization failed',
    );
    expect(await ChatClient.refusal({ cookie: stranger, sessionId: client.sessionId })).toBe(
      'authorization failed',
    );
  });
});
