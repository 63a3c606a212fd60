import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, streamText, tool } from 'ai';
import OpenAI, { APIError } from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Clock } from '#libs/platform';
import { systemClock } from '#libs/platform';
import { fakeModel } from '../../../libs/sdk/src/testing.js';
import type { FakeModel, FakeModelServer } from '../../../libs/sdk/src/testing.js';

const messages = [{ role: 'user' as const, content: 'Where is it?' }];
const streamed = { model: 'small', messages, stream: true as const };
let server: FakeModelServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

const inMemory = (model: FakeModel): OpenAI => new OpenAI({ apiKey: 'none', fetch: model.fetch });

/** The two ways to reach a fake model, which answer alike. */
const ways: [string, (model: FakeModel) => Promise<OpenAI>][] = [
  ['in memory', (model) => Promise.resolve(inMemory(model))],
  [
    'over HTTP',
    async (model) => {
      server = await model.listen();
      return new OpenAI({ apiKey: 'none', baseURL: server.url });
    },
  ],
];

describe.each(ways)('a fake model, asked through the openai package %s', (_, connect) => {
  it('streams the tokens of its script', async () => {
    const client = await connect(fakeModel([['He', 'llo', '!']]));
    const tokens: string[] = [];
    for await (const chunk of await client.chat.completions.create(streamed))
      if (chunk.choices[0]?.delta.content) tokens.push(chunk.choices[0].delta.content);
    expect(tokens).toEqual(['He', 'llo', '!']);
  });

  it('replies whole to who does not stream, one reply after another', async () => {
    const client = await connect(fakeModel(['On its way.', 'Delivered.']));
    const ask = async () => {
      const answer = await client.chat.completions.create({ model: 'small', messages });
      return [answer.choices[0]?.message.content, answer.choices[0]?.finish_reason];
    };
    expect(await ask()).toEqual(['On its way.', 'stop']);
    expect(await ask()).toEqual(['Delivered.', 'stop']);
    await expect(ask()).rejects.toThrow(/script of the fake model is over: it has no reply to request 3/);
  });

  it('asks for tools, in pieces that make up whole arguments', async () => {
    const model = fakeModel([{ toolCalls: [{ name: 'find', arguments: { id: 12 } }] }]);
    const client = await connect(model);
    const runner = client.chat.completions.stream({ model: 'small', messages });
    const completion = await runner.finalChatCompletion();
    expect(completion.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ id: 'call_0', function: { name: 'find', arguments: '{"id":12}' } }] },
    });
  });

  it('reports usage at the end of a stream that asks for it, and of every whole answer', async () => {
    const usage = { promptTokens: 7, completionTokens: 2 };
    const client = await connect(fakeModel([{ text: 'a b', usage }, 'one two three']));
    const stream = await client.chat.completions.create({
      ...streamed,
      stream_options: { include_usage: true },
    });
    const reported = [];
    for await (const chunk of stream) if (chunk.usage) reported.push(chunk.usage);
    expect(reported).toEqual([{ prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 }]);
    const whole = await client.chat.completions.create({ model: 'small', messages });
    expect(whole.usage).toEqual({ prompt_tokens: 3, completion_tokens: 3, total_tokens: 6 });
  });

  it('refuses as told; the client tries again after the time it was told', async () => {
    const model = fakeModel([{ status: 429, retryAfterSeconds: 0.01 }, 'at last']);
    const client = await connect(model);
    const answer = await client.chat.completions.create({ model: 'small', messages });
    expect(answer.choices[0]?.message.content).toBe('at last');
    expect(model.requests.map(({ outcome }) => outcome)).toEqual(['refused', 'answered']);
  });

  it('refuses with a status and a message', async () => {
    const client = await connect(fakeModel([{ status: 500, message: 'out of order' }]));
    const failed = client.chat.completions.create({ model: 'small', messages }, { maxRetries: 0 });
    const error = await failed.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ status: 500, message: expect.stringContaining('out of order') as string });
  });

  it('breaks the connection in the middle of a reply', async () => {
    const model = fakeModel([{ text: ['one ', 'two ', 'three'], cutAfter: 2 }]);
    const client = await connect(model);
    const tokens: string[] = [];
    const read = async (): Promise<void> => {
      for await (const chunk of await client.chat.completions.create(streamed))
        if (chunk.choices[0]?.delta.content) tokens.push(chunk.choices[0].delta.content);
    };
    await expect(read()).rejects.toThrow(/terminated/);
    expect(tokens).toEqual(['one ', 'two ']);
    expect(model.requests[0]?.outcome).toBe('cut');
  });

  it('stalls until the client gives up', async () => {
    const model = fakeModel([{ text: ['one ', 'two'], stallAfter: 1 }]);
    const client = await connect(model);
    const giveUp = new AbortController();
    const stream = await client.chat.completions.create(streamed, { signal: giveUp.signal });
    const tokens: string[] = [];
    for await (const chunk of stream) {
      if (!chunk.choices[0]?.delta.content) continue;
      tokens.push(chunk.choices[0].delta.content);
      giveUp.abort();
    }
    expect(tokens).toEqual(['one ']);
    await expect.poll(() => model.requests[0]?.outcome).toBe('aborted');
  });
});

describe('a fake model, asked through the AI SDK', () => {
  const providerOf = (model: FakeModel) =>
    createOpenAICompatible({
      name: 'fake',
      baseURL: 'http://model.test/v1',
      fetch: model.fetch,
      includeUsage: true,
    })('small');

  it('streams reasoning and text', async () => {
    const model = fakeModel([{ reasoning: ['Let me ', 'see.'], text: 'It is late.' }]);
    const result = streamText({ model: providerOf(model), messages });
    const parts: string[] = [];
    for await (const part of result.fullStream)
      if (part.type === 'reasoning-delta' || part.type === 'text-delta')
        parts.push(`${part.type}: ${part.text}`);
    expect(parts).toEqual([
      'reasoning-delta: Let me ',
      'reasoning-delta: see.',
      'text-delta: It ',
      'text-delta: is ',
      'text-delta: late.',
    ]);
    expect(await result.usage).toMatchObject({ inputTokens: 3 });
  });

  it('calls the tool that the script asks for and replies to its result', async () => {
    const model = fakeModel((request) => {
      const last = request.messages.at(-1);
      return last?.role === 'tool'
        ? `The tool said ${JSON.stringify(last.content)}.`
        : { toolCalls: [{ name: 'find', arguments: { id: 12 } }] };
    });
    const find = tool({ inputSchema: z.object({ id: z.number() }), execute: ({ id }) => `order ${id}` });
    const { text } = await generateText({
      model: providerOf(model),
      messages,
      tools: { find },
      stopWhen: ({ steps }) => steps.length === 2,
    });
    expect(text).toContain('order 12');
    expect(model.requests.map(({ messages: sent }) => sent.length)).toEqual([1, 3]);
  });
});

describe('a fake model', () => {
  it('keeps what it was asked', async () => {
    const model = fakeModel(['fine']);
    const client = new OpenAI({ apiKey: 'secret', fetch: model.fetch });
    await client.chat.completions.create({ model: 'small', messages, temperature: 0.5 });
    expect(model.requests).toMatchObject([
      {
        model: 'small',
        messages,
        stream: false,
        body: { temperature: 0.5 },
        headers: { authorization: 'Bearer secret' },
      },
    ]);
  });

  it('takes the time of the clock it is given before each token', async () => {
    const slept: number[] = [];
    const clock: Clock = { ...systemClock, sleep: async (ms) => void slept.push(ms) };
    const client = inMemory(fakeModel([{ text: ['a', 'b', 'c'], delayMs: 60_000 }], { clock }));
    const answer = await client.chat.completions.create({ model: 'small', messages });
    expect(answer.choices[0]?.message.content).toBe('abc');
    expect(slept).toEqual([60_000, 60_000, 60_000]);
  });

  it('says what it does not serve and what is wrong with a request', async () => {
    const model = fakeModel([]);
    await expect(inMemory(model).models.list()).rejects.toThrow(/does not serve GET .*\/models/);
    const response = await model.fetch('http://model.test/v1/chat/completions', {
      method: 'POST',
      body: '{',
    });
    expect(await response.json()).toMatchObject({ error: { message: 'The body must be a JSON object.' } });
  });

  it('refuses a script with a refusal that is none', () => {
    expect(() => fakeModel([{ status: 200 }])).toThrow(/400 to 599, not 200/);
  });
});
