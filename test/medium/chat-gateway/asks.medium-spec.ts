import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AskAnswered } from '#libs/contracts';
import type { AskFrame } from '#libs/live';
import { deriveId } from '#libs/platform';
import type { ChatClient, ClientOptions } from '../../support/chat-client.js';
import { eventually } from '../../support/messaging/eventually.js';
import { GatewayUnderTest } from './gateway-under-test.js';

const FILE = '0b3a5fd2-7f0c-4b9c-9b3e-0d7f5d1c2a10';

let gateway: GatewayUnderTest;
const clients: ChatClient[] = [];

beforeEach(async () => {
  gateway = await GatewayUnderTest.start();
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await gateway.close();
});

async function connect(options?: ClientOptions): Promise<ChatClient> {
  const client = await gateway.connect(options);
  clients.push(client);
  return client;
}

async function threadOf({ sessionId }: ChatClient): Promise<string> {
  return (await gateway.live.getSession(sessionId))?.threadId ?? '';
}

const askFrame = (threadId: string, spec: Partial<AskFrame['spec']> = {}): AskFrame => {
  const id = randomUUID();
  return {
    kind: 'ask',
    step: {
      id,
      threadId,
      parentId: randomUUID(),
      name: 'Assistant',
      type: 'assistant_message',
      output: 'Well?',
      streaming: false,
      isError: false,
      waitForAnswer: true,
      metadata: {},
    },
    spec: { type: 'text', stepId: id, deadline: Date.now() + 60_000, ...spec },
  };
};

const answers = () => gateway.of(AskAnswered).map(({ data }) => data['answer'] as Record<string, unknown>);
const eventsSince = (client: ChatClient, from: number) =>
  client.received.slice(from).map(({ event }) => event);

describe('a question', () => {
  it('is answered by one of two tabs; nothing is told before it has ended, and then both are', async () => {
    const one = await connect();
    const threadId = await threadOf(one);
    const other = await connect({ cookie: one.cookie, threadId });
    const ask = askFrame(threadId);
    await gateway.show(one, { kind: 'task', running: true }, ask);
    const { msg, spec } = await one.nextAsk();
    await other.nextAsk();
    expect(msg).toMatchObject({ id: ask.step.id, parentId: ask.step.parentId, waitForAnswer: true });
    expect(spec).toMatchObject({ type: 'text', step_id: ask.step.id });
    expect(spec['timeout']).toBeGreaterThan(50);
    const from = [one.received.length, other.received.length] as const;

    one.answer('blue');
    await eventually(() => expect(gateway.of(AskAnswered)).toHaveLength(1));
    const [answered] = gateway.of(AskAnswered);
    expect(answered?.id).toBe(deriveId(ask.step.id, `answer of ${one.sessionId}`));
    expect(answered?.data).toMatchObject({ askId: ask.step.id, threadId, session: { id: one.sessionId } });
    expect(answers()).toEqual([
      {
        kind: 'text',
        message: expect.objectContaining({
          threadId,
          type: 'user_message',
          output: 'blue',
          parentId: ask.step.parentId,
        }) as unknown,
      },
    ]);

    await gateway.show(one, { kind: 'ask-ended', askId: ask.step.id, how: 'answered' });
    for (const [index, client] of [one, other].entries()) {
      await client.event('task_start', undefined, from[index]);
      expect(eventsSince(client, from[index] ?? 0)).toEqual(['task_end', 'clear_ask', 'task_start']);
    }
  });

  it('takes no answer that comes after its end', async () => {
    const client = await connect();
    const ask = askFrame(await threadOf(client));
    await gateway.show(client, ask);
    await client.nextAsk();
    client.answer('once');
    await eventually(() => expect(answers()).toHaveLength(1));
    await gateway.show(client, { kind: 'ask-ended', askId: ask.step.id, how: 'answered' });
    await client.event('clear_ask');
    const late = askFrame(await threadOf(client));
    await gateway.show(client, late);
    await client.nextAsk();
    await gateway.show(client, { kind: 'ask-ended', askId: late.step.id, how: 'timed-out' });
    await client.event('ask_timeout');
    client.answer('late');
    // What is acknowledged comes after what was sent before it.
    await client.sayAcknowledged('still here');
    expect(answers()).toHaveLength(1);
  });

  it('is asked again, with the reason, when what comes is no answer', async () => {
    const client = await connect();
    const ask = askFrame(await threadOf(client));
    await gateway.show(client, ask);
    await client.nextAsk();
    client.answer({});
    const toast = await client.event('toast');
    expect(toast).toMatchObject({ type: 'error' });
    expect(toast['message']).toMatch(/^The answer was not taken: /);
    const again = await client.nextAsk();
    expect(again.spec['step_id']).toBe(ask.step.id);
    client.answer('better');
    await eventually(() => expect(answers()).toHaveLength(1));
  });

  it('survives the way to another gateway, with the time that remains, after everything else', async () => {
    const client = await connect();
    const ask = askFrame(await threadOf(client), { deadline: Date.now() + 30_500 });
    await gateway.show(
      client,
      { kind: 'task', running: true },
      { kind: 'step', event: 'created', step: ask.step },
      ask,
    );
    await client.nextAsk();
    client.close();
    const again = await client.reconnected({ url: await gateway.another() });
    clients.push(again);
    const { spec } = await again.nextAsk();
    expect(spec['timeout']).toBeLessThanOrEqual(31);
    expect(eventsSince(again, 0)).toEqual([
      'task_end',
      'clear_ask',
      'clear_call_fn',
      'new_message',
      'task_start',
      'ask',
    ]);
    again.answer('there');
    await eventually(() => expect(answers()).toHaveLength(1));
  });

  it.each<[AskFrame['spec']['type'], Partial<AskFrame['spec']>, unknown, Record<string, unknown>]>([
    [
      'file',
      { accept: ['text/csv'], maxFiles: 2, maxSizeMb: 2 },
      [{ id: FILE }],
      { kind: 'file', files: [FILE] },
    ],
    ['action', { keys: [FILE] }, { id: FILE, name: 'vote' }, { kind: 'action', actionId: FILE }],
    [
      'element',
      { elementId: FILE },
      { submitted: true, colour: 'blue' },
      { kind: 'element', submitted: true, props: { colour: 'blue' } },
    ],
  ])('for a %s is answered in its way', async (type, spec, given, answer) => {
    const client = await connect();
    await gateway.show(client, askFrame(await threadOf(client), { type, ...spec }));
    await client.nextAsk();
    client.answer(given);
    await eventually(() => expect(answers()).toEqual([answer]));
  });
});
