import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { StepDto } from '#libs/contracts';
import { AsStep, Step, step } from '#libs/sdk';
import type { ChatAppDefinition } from '#libs/sdk';
import { closedGate } from '../../support/messaging/gate.js';
import { ConversationUnderTest } from '../../support/sdk/conversation-under-test.js';

let chat: ConversationUnderTest;
afterEach(() => chat.close());

async function after(onMessage: NonNullable<ChatAppDefinition['onMessage']>): Promise<ConversationUnderTest> {
  chat = await ConversationUnderTest.open({ onMessage });
  await chat.say('go');
  return chat;
}

const named = (name: string): StepDto | undefined => chat.tree.find((one) => one.name === name);

describe('steps', () => {
  it('hang under the step they run in, also when they run side by side', async () => {
    await after(async () => {
      await step('outer', { type: 'tool', input: { q: 1 } }, () =>
        Promise.all([
          step('left', async () => {
            await setImmediate();
            await step('left leaf', () => 'l');
            return 'left done';
          }),
          step('right', () => step('right leaf', () => ({ r: 1 }))),
        ]),
      );
      await step('beside', () => undefined);
    });
    const run = chat.kept.find(({ type }) => type === 'run');
    expect(named('outer')).toMatchObject({ parentId: run?.id, input: '{\n  "q": 1\n}', showInput: 'json' });
    expect(named('left leaf')?.parentId).toBe(named('left')?.id);
    expect(named('right leaf')).toMatchObject({
      parentId: named('right')?.id,
      output: '{\n  "r": 1\n}',
      language: 'json',
    });
    expect(named('right')?.parentId).toBe(named('outer')?.id);
    expect(named('beside')?.parentId).toBe(run?.id);
  });

  it('say how they look', async () => {
    await after(async () => {
      const look = {
        type: 'llm',
        showInput: false,
        language: 'sql',
        defaultOpen: true,
        autoCollapse: true,
      } as const;
      await step('query', { ...look, icon: 'database', metadata: { m: 1 }, tags: ['t'] }, () => 'select 1');
    });
    expect(named('query')).toMatchObject({
      type: 'llm',
      showInput: false,
      language: 'sql',
      defaultOpen: true,
      autoCollapse: true,
      metadata: { m: 1, icon: 'database' },
      tags: ['t'],
      output: 'select 1',
    });
  });

  it('that fail say so', async () => {
    await after(async () => {
      const failing = step('look up', () => Promise.reject(new Error('no route')));
      await failing.catch(() => undefined);
    });
    expect(named('look up')).toMatchObject({ isError: true, output: 'no route' });
    expect(named('look up')?.end).toBeTruthy();
  });

  it('whose result is too large for the history end with an error', async () => {
    await after(() => step('dump', () => 'x'.repeat(1_000_000)).catch(() => undefined));
    expect(named('dump')).toMatchObject({ isError: true });
    expect(named('dump')?.output).toContain('950 KB at the most');
    expect(named('dump')?.end).toBeTruthy();
  });

  it('may write their output piece by piece', async () => {
    await after(() =>
      step('think', async (thinking) => {
        await thinking.streamToken('to ');
        await thinking.streamToken('be');
      }),
    );
    expect(named('think')).toMatchObject({ output: 'to be', streaming: false });
    expect(named('think')?.end).toBeTruthy();
    expect(chat.shown('token')[0]).toMatchObject({ messageId: named('think')?.id, text: 'to ' });
    const updates = chat.shown('step').filter(({ step: shown }) => shown.name === 'think');
    expect(updates.map(({ event }) => event)).toEqual(['created', 'stream-started', 'updated']);
  });

  it('end where their block does', async () => {
    await after(async () => {
      await using work = new Step('work', { input: 'in' });
      work.output = ['out'];
      await work.run(() => step('inside', () => 'i'));
    });
    expect(named('work')).toMatchObject({ output: '[\n  "out"\n]', isError: false });
    expect(named('work')?.end).toBeTruthy();
    expect(named('inside')?.parentId).toBe(named('work')?.id);
  });

  it('end when the user stops the turn, with what they had', async () => {
    const running = closedGate();
    chat = await ConversationUnderTest.open({
      onMessage: () =>
        step('long', async (long) => {
          await long.streamToken('half');
          running.open();
          await new Promise(() => undefined);
        }),
    });
    const id = await chat.send('go');
    await running.opened;
    await chat.stop();
    await chat.ended(id);
    expect(named('long')).toMatchObject({ output: 'half', isError: false });
    expect(named('long')?.end).toBeTruthy();
  });

  it.each([
    ['returns', () => undefined],
    ['throws', () => Promise.reject(new Error('no'))],
  ])('end with a handler that %s before it has ended them', async (_, finish) => {
    await after(async () => {
      const work = new Step('work');
      await work.streamToken('half');
      await finish();
    });
    expect(named('work')).toMatchObject({ output: 'half', streaming: false });
    expect(named('work')?.end).toBeTruthy();
  });

  it.each<[string, (long: Step) => void]>([
    ['output', (long) => void (long.output = 'x'.repeat(1_000_000))],
    ['input', (long) => void (long.input = 'x'.repeat(1_000_000))],
  ])('whose %s is too large when the user stops the turn end nothing but themselves', async (_, grow) => {
    const running = closedGate();
    const uncaught = vi.fn<() => void>();
    process.once('uncaughtException', uncaught);
    chat = await ConversationUnderTest.open({
      onMessage: () =>
        step('long', async (long) => {
          grow(long);
          running.open();
          await new Promise(() => undefined);
        }),
    });
    const id = await chat.send('go');
    await running.opened;
    await chat.stop();
    await chat.ended(id);
    process.off('uncaughtException', uncaught);
    expect(uncaught).not.toHaveBeenCalled();
    expect(named('long')?.output ?? '').not.toContain('x'.repeat(1_000));
  });

  it('may be more than ten at a time', async () => {
    const warned = vi.fn<() => void>();
    process.on('warning', warned);
    await after(async () => {
      await Promise.all(Array.from({ length: 20 }, (_, index) => step(`s${index}`, () => index)));
    });
    process.off('warning', warned);
    expect(warned).not.toHaveBeenCalled();
  });

  it('show results that are no JSON', async () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    await after(async () => {
      expect(await step('cycle', () => cycle)).toBe(cycle);
    });
    expect(named('cycle')?.output).toContain('[Circular');
  });

  it('are made of a class’s methods', async () => {
    class Shop {
      private readonly stock = { tea: 3 };
      @AsStep({ type: 'retrieval' })
      async count(item: 'tea', _signal: AbortSignal): Promise<number> {
        return this.stock[item];
      }
      @AsStep({ name: 'Buy' })
      async buy(...items: string[]): Promise<void> {
        if (items.length > 1) throw new Error('sold out');
      }
    }
    await after(async (_, ctx) => {
      const shop = new Shop();
      expect(await shop.count('tea', ctx.signal)).toBe(3);
      await shop.buy('tea', 'milk').catch(() => undefined);
    });
    expect(named('count')).toMatchObject({ type: 'retrieval', input: 'tea', output: '3' });
    expect(named('Buy')).toMatchObject({
      input: '[\n  "tea",\n  "milk"\n]',
      output: 'sold out',
      isError: true,
    });
    await expect(async () => new Shop().buy('x')).rejects.toThrow(/"Buy" was called outside a turn/);
  });
});
