import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ThreadDto } from '#libs/contracts';
import { chatContext } from '#libs/sdk';
import { ChatBench } from '../../support/sdk/chat-bench.js';

let bench: ChatBench;

beforeEach(async () => {
  bench = await ChatBench.open();
});
afterEach(() => bench.close());

describe('chatContext', () => {
  it('is what was said, from its first use on, with neither steps nor errors', async () => {
    const visitor = await bench.visitor();
    await bench.work({
      onMessage: async ({ content }, ctx) => {
        if (content === 'error') throw new Error('no');
        await ctx.step('think', {}, () => 'hm');
        if (content === 'add') await chatContext.add({ role: 'system', content: 'Be brief.' });
        if (content === 'count') return String((await chatContext.toOpenAI()).length);
        const reply = await ctx.send(`You said ${content}`);
        if (content === 'edit') {
          reply.content = 'edited';
          await reply.update();
          const gone = await ctx.send('gone');
          await gone.remove();
        }
        return undefined;
      },
    });
    await visitor.done(visitor.say('count'));
    for (const text of ['add', 'error', 'edit', 'last']) await visitor.done(visitor.say(text));
    const kept = (await visitor.kept('heddle:chat')) as { role: string; content: string }[];
    expect(kept.map(({ role, content }) => `${role}: ${content}`)).toEqual([
      'user: count',
      'assistant: 1',
      'user: add',
      'system: Be brief.',
      'assistant: You said add',
      'user: edit',
      'assistant: edited',
      'user: last',
      'assistant: You said last',
    ]);
  });

  it('begins with the history of a conversation that has one', async () => {
    const visitor = await bench.visitor();
    await bench.work({
      onChatStart: () => 'Hello!',
      onMessage: async ({ content }) =>
        content === 'all' ? (await chatContext.toOpenAI()).map((said) => said.content).join('|') : 'fine',
    });
    await visitor.done(visitor.start());
    await visitor.done(visitor.say('first'));
    const steps = visitor.steps;
    let looks = 0;
    // The history is behind at first: the turn before is not in it yet.
    bench.history = (id): ThreadDto => ({
      id,
      createdAt: new Date(0).toISOString(),
      metadata: {},
      steps: looks++ === 0 ? steps.slice(0, 2) : steps,
      elements: [],
    });
    await visitor.done(visitor.say('all'));
    expect(visitor.texts.at(-1)).toBe('Hello!|first|fine|all');
  });

  it('keeps the newest 60 KB', async () => {
    const visitor = await bench.visitor();
    await bench.work({
      onMessage: async ({ content }) => {
        const all = await chatContext.toOpenAI();
        return content === 'all' ? all.map((said) => said.content[0]).join('') : 'ok';
      },
    });
    for (const letter of ['a', 'b', 'c', 'd']) await visitor.done(visitor.say(letter.repeat(25_000)));
    await visitor.done(visitor.say('all'));
    expect(visitor.texts.at(-1)).toBe('ocodoa');
  });

  it('has the beginning of a message that is longer', async () => {
    const visitor = await bench.visitor();
    await bench.work({
      onMessage: async ({ content }) => {
        const [only, ...others] = await chatContext.toOpenAI();
        return JSON.stringify([content.startsWith(only?.content ?? '-'), only?.content.length, others]);
      },
    });
    await visitor.done(visitor.say('€"'.repeat(25_000)));
    const [isBeginning, length, others] = JSON.parse(visitor.texts[0] ?? '') as [boolean, number, unknown[]];
    expect([isBeginning, others]).toEqual([true, []]);
    expect(length).toBeGreaterThan(20_000);
  });
});
