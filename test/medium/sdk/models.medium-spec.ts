import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { stepCountIs, streamText, tool } from 'ai';
import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { StepDto } from '#libs/contracts';
import { fromAiSdk, fromOpenAI, Message, step } from '#libs/sdk';
import type { ChatAppDefinition, OpenAiChunk } from '#libs/sdk';
import { fakeModel } from '../../../libs/sdk/src/testing/fake-model/fake-model.js';
import type { FakeModel } from '../../../libs/sdk/src/testing/fake-model/fake-model.js';
import type { FakeReply } from '../../../libs/sdk/src/testing/fake-model/fake-reply.js';
import { eventually } from '../../support/messaging/eventually.js';
import { ConversationUnderTest } from '../../support/sdk/conversation-under-test.js';

let chat: ConversationUnderTest;
let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await chat.close();
  await close?.();
  close = undefined;
});

interface Clients {
  readonly openai: OpenAI;
  readonly model: ReturnType<ReturnType<typeof createOpenAICompatible>>;
  readonly fake: FakeModel;
}

/** The real clients of a model that listens on a port and replies by a script. */
async function clientsOf(replies: readonly FakeReply[]): Promise<Clients> {
  const fake = fakeModel(replies);
  const server = await fake.listen();
  close = async () => server[Symbol.asyncDispose]();
  const openai = new OpenAI({ baseURL: server.url, apiKey: 'none', maxRetries: 0 });
  const provider = createOpenAICompatible({ name: 'fake', baseURL: server.url, includeUsage: true });
  return { openai, model: provider('m'), fake };
}

async function after(onMessage: NonNullable<ChatAppDefinition['onMessage']>): Promise<void> {
  chat = await ConversationUnderTest.open({ onMessage });
  await chat.say('go');
}

const request = {
  model: 'm',
  messages: [{ role: 'user' as const, content: 'hi' }],
  stream: true as const,
  stream_options: { include_usage: true },
};
const said = (): string[] => chat.answers.map(({ output }) => output);
const named = (name: string): StepDto[] => chat.tree.filter((one) => one.name === name);
const used = (): number[] => chat.shown('token-usage').map(({ tokens }) => tokens);

describe('OpenAI’s stream', () => {
  it('is the text of a message; what else it has are steps', async () => {
    const { openai } = await clientsOf([
      {
        reasoning: 'Let me think. ',
        text: 'It is sunny.',
        toolCalls: [
          { name: 'weather', arguments: { city: 'Oslo' } },
          { name: 'weather', arguments: '{broken' },
        ],
        usage: { promptTokens: 5, completionTokens: 7 },
      },
    ]);
    let calls: unknown;
    await after(async () => {
      const answer = fromOpenAI(await openai.chat.completions.create(request));
      await new Message({ content: '' }).stream(answer);
      calls = answer.toolCalls;
    });
    expect(said()).toEqual(['It is sunny.']);
    expect(calls).toMatchObject([
      { name: 'weather', arguments: '{"city":"Oslo"}' },
      { name: 'weather', arguments: '{broken' },
    ]);
    expect(named('Reasoning')).toMatchObject([{ type: 'llm', output: 'Let me think. ', isError: false }]);
    expect(named('weather')).toMatchObject([
      { type: 'tool', input: '{\n  "city": "Oslo"\n}' },
      { type: 'tool', input: '{broken' },
    ]);
    expect(chat.tree.every(({ end }) => Boolean(end))).toBe(true);
    expect(used()).toEqual([12]);
  });

  it.each<[string, (clients: Clients) => NonNullable<ChatAppDefinition['onMessage']>]>([
    [
      'yield*',
      ({ openai }) =>
        async function* () {
          yield* fromOpenAI(await openai.chat.completions.create(request));
        },
    ],
    [
      'return',
      ({ openai }) =>
        async () =>
          fromOpenAI(await openai.chat.completions.create(request)),
    ],
  ])('may be an answer by %s', async (_, handler) => {
    await after(handler(await clientsOf([{ reasoning: 'hm', text: 'Hello you' }])));
    expect(said()).toEqual(['Hello you']);
    expect(named('Reasoning')).toHaveLength(1);
  });

  it('shows its steps under the step it is read in', async () => {
    const { openai } = await clientsOf([{ reasoning: 'hm', text: 'yes' }]);
    await after(() =>
      step('ask the model', async (asking) => {
        for await (const text of fromOpenAI(await openai.chat.completions.create(request)))
          await asking.streamToken(text);
      }),
    );
    expect(named('ask the model')).toMatchObject([{ output: 'yes' }]);
    expect(named('Reasoning')[0]?.parentId).toBe(named('ask the model')[0]?.id);
  });

  it('that breaks keeps what came, and ends what was open', async () => {
    const { openai } = await clientsOf([{ reasoning: 'one two three', text: 'never', cutAfter: 2 }]);
    await after(async () => fromOpenAI(await openai.chat.completions.create(request)));
    expect(named('Reasoning')).toMatchObject([{ output: 'one two ' }]);
    expect(named('Reasoning')[0]?.end).toBeTruthy();
    expect(chat.answers.at(-1)).toMatchObject({ isError: true });
  });

  it('ends the request when the user stops the turn', async () => {
    const { openai, fake } = await clientsOf([{ text: 'one two three', stallAfter: 1 }]);
    chat = await ConversationUnderTest.open({
      onMessage: async (_, ctx) =>
        fromOpenAI(await openai.chat.completions.create(request, { signal: ctx.signal })),
    });
    const id = await chat.send('go');
    await chat.screen.until(() => chat.shown('token').some(({ text }) => text.startsWith('one')));
    await chat.stop();
    await chat.ended(id);
    expect(said()[0]).toBe('one ');
    await eventually(() => expect(fake.requests[0]?.outcome).toBe('aborted'));
  });

  it('of another kind is refused in a sentence that says which one it reads', async () => {
    async function* events(): AsyncGenerator<OpenAiChunk> {
      yield { type: 'response.created' } as OpenAiChunk;
    }
    await after(() => fromOpenAI(events()));
    expect(said().at(-1)).toMatch(/chat\.completions\.create/);
  });
});

describe('the AI SDK’s result', () => {
  const weather = tool({
    description: 'The weather of a city',
    inputSchema: z.object({ city: z.string() }),
    execute: async ({ city }) => {
      if (city === 'Atlantis') throw new Error('no such city');
      return { city, sun: true };
    },
  });

  it('is one message over all its rounds; tools, reasoning and usage are beside it', async () => {
    const { model } = await clientsOf([
      {
        reasoning: 'Hm. ',
        text: 'Let me look.',
        toolCalls: [
          { id: 'a', name: 'weather', arguments: { city: 'Oslo' } },
          { id: 'b', name: 'weather', arguments: { city: 'Atlantis' } },
        ],
        usage: { promptTokens: 1, completionTokens: 2 },
      },
      { text: 'Sunny.', usage: { promptTokens: 3, completionTokens: 4 } },
    ]);
    await after(async () => {
      const result = streamText({ model, prompt: 'hi', tools: { weather }, stopWhen: stepCountIs(3) });
      await new Message({ content: '' }).stream(fromAiSdk(result));
    });
    expect(said()).toEqual(['Let me look.\n\nSunny.']);
    expect(named('Reasoning')).toMatchObject([{ output: 'Hm. ' }]);
    expect(named('weather')).toMatchObject([
      { input: '{\n  "city": "Oslo"\n}', output: '{\n  "city": "Oslo",\n  "sun": true\n}', isError: false },
      { input: '{\n  "city": "Atlantis"\n}', output: 'no such city', isError: true },
    ]);
    expect(used()).toEqual([10]);
    expect(chat.tree.every(({ end }) => Boolean(end))).toBe(true);
  });

  it('may be an answer by yield*', async () => {
    const { model } = await clientsOf(['Hello you']);
    await after(async function* () {
      yield* fromAiSdk(streamText({ model, prompt: 'hi' }));
    });
    expect(said()).toEqual(['Hello you']);
  });

  it('that fails throws what the model said', async () => {
    const { model } = await clientsOf([{ status: 401, message: 'No such key' }]);
    const errors: unknown[] = [];
    await after(async () => {
      const result = streamText({ model, prompt: 'hi', maxRetries: 0, onError: () => undefined });
      await new Message('').stream(fromAiSdk(result)).catch((error: unknown) => errors.push(error));
    });
    expect(String(errors[0])).toMatch(/No such key/);
  });

  it('ends the request when the user stops the turn', async () => {
    const { model, fake } = await clientsOf([{ text: 'one two three', stallAfter: 1 }]);
    chat = await ConversationUnderTest.open({
      onMessage: (_, ctx) => fromAiSdk(streamText({ model, prompt: 'hi', abortSignal: ctx.signal })),
    });
    const id = await chat.send('go');
    await chat.screen.until(() => chat.shown('token').some(({ text }) => text.startsWith('one')));
    await chat.stop();
    await chat.ended(id);
    expect(said()[0]).toBe('one ');
    await eventually(() => expect(fake.requests[0]?.outcome).toBe('aborted'));
  });
});
