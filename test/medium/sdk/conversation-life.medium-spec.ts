import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ThreadDto } from '#libs/contracts';
import { ChatSettings, Select, Slider, UserFacingError, userSession } from '#libs/sdk';
import { closedGate } from '../../support/messaging/gate.js';
import { ChatBench } from '../../support/sdk/chat-bench.js';

let bench: ChatBench;

beforeEach(async () => {
  bench = await ChatBench.open();
});
afterEach(() => bench.close());

const tasks = (): boolean[] =>
  bench.frames.flatMap((frame) => (frame.kind === 'task' ? [frame.running] : []));

describe('a chat that is resumed', () => {
  const form = (): ChatSettings =>
    new ChatSettings([
      new Slider({ id: 'heat', label: 'Heat', min: 0, max: 2, step: 0.5, initial: 1 }),
      new Select({ id: 'model', label: 'Model', values: ['small', 'large'], initial: 'small' }),
    ]);

  it('gets its thread, from the history; form and commands are there again, with the values that hold', async () => {
    const visitor = await bench.visitor();
    await bench.work({
      onMessage: async () => {
        await form().send();
        userSession.chatSettings = { heat: 2, model: 'large' };
      },
      onChatResume: (thread) => `Back in ${thread.name} of ${thread.steps.length} steps`,
    });
    await visitor.done(visitor.say('hi'));
    const steps = visitor.steps;
    bench.history = (id): ThreadDto => ({
      id,
      name: 'Greetings',
      createdAt: new Date(0).toISOString(),
      metadata: {},
      steps,
      elements: [],
    });
    bench.frames.length = 0;
    await visitor.done(visitor.resume());
    expect(visitor.texts).toEqual(['Back in Greetings of 2 steps']);
    const shown = bench.frames.find((frame) => frame.kind === 'settings-form');
    expect(shown?.form.inputs?.map(({ initial }) => initial)).toEqual([2, 'large']);
    expect(visitor.steps).toMatchObject([
      { name: 'on_chat_resume', type: 'run', parentId: null },
      { type: 'assistant_message', parentId: visitor.steps[0]?.id },
    ]);
    expect(tasks()).toEqual([true, false]);
  });

  it('shows form and commands also when the app has no hook, and nothing else', async () => {
    const visitor = await bench.visitor();
    await bench.work({ onMessage: async () => void (await form().send()) });
    await visitor.done(visitor.say('hi'));
    bench.frames.length = 0;
    await visitor.done(visitor.resume());
    expect(bench.frames.map(({ kind }) => kind)).toEqual(['settings-form']);
  });

  it('runs no hook for a thread that is gone', async () => {
    const visitor = await bench.visitor();
    let resumed = 0;
    await bench.work({ onChatResume: () => void (resumed += 1) });
    await visitor.done(visitor.resume());
    expect([resumed, visitor.texts]).toEqual([0, []]);
  });
});

describe('a chat that ends', () => {
  it('runs its hook once, shows nothing of it, and lets the next one begin', async () => {
    const visitor = await bench.visitor();
    let ends = 0;
    await bench.work({ onChatEnd: (ctx) => ctx.userSession.set('ends', (ends += 1)) });
    const { live } = bench.deployment;
    const mark = `ending:${visitor.session.owner.guestId}`;
    await live.keep(mark, visitor.threadId, 60_000);
    await visitor.done(visitor.end());
    await visitor.end();
    await visitor.done(visitor.say('still here'));
    expect(await visitor.kept('ends')).toBe(1);
    expect(await live.kept(mark)).toBeUndefined();
    expect(tasks()).toEqual([true, false]);
    expect(ends).toBe(1);
  });

  it('keeps the next start of the same guest waiting until it has ended, and nobody else', async () => {
    const first = await bench.visitor();
    const next = await bench.visitor({}).then((visitor) => {
      visitor.session.owner.guestId = first.session.owner.guestId ?? '';
      return visitor;
    });
    const stranger = await bench.visitor();
    const order: string[] = [];
    const ending = closedGate();
    await bench.work({
      onChatStart: (ctx) => void order.push(`start ${ctx.threadId}`),
      onChatEnd: async () => {
        await ending.opened;
        order.push('end');
      },
    });
    const mark = `ending:${first.session.owner.guestId}`;
    await bench.deployment.live.keep(mark, first.threadId, 60_000);
    const started = next.start();
    await first.end();
    await stranger.done(stranger.start());
    ending.open();
    await next.done(started);
    expect(order).toEqual([`start ${stranger.threadId}`, 'end', `start ${next.threadId}`]);
  });

  it('holds the next start up for two seconds at the most', async () => {
    const next = await bench.visitor();
    await bench.work({ onChatStart: () => 'Hello!' });
    const mark = `ending:${next.session.owner.guestId}`;
    await bench.deployment.live.keep(mark, crypto.randomUUID(), 60_000);
    await next.done(next.start());
    expect(next.texts).toEqual(['Hello!']);
  });

  it('says so when its hook fails', async () => {
    const visitor = await bench.visitor();
    await bench.work({
      onChatEnd: () => {
        throw new UserFacingError('The summary is lost.');
      },
    });
    await visitor.done(visitor.end());
    expect(visitor.steps).toMatchObject([
      { name: 'Error', parentId: null, isError: true, output: 'The summary is lost.' },
    ]);
  });
});

describe('a socket that comes or goes', () => {
  it('is told to the app, silently; what that says hangs at the root', async () => {
    const visitor = await bench.visitor();
    await bench.work({
      onConnect: async (ctx) => void (await ctx.send('connected')),
      onDisconnect: async (ctx) => void (await ctx.send('disconnected')),
    });
    await visitor.done(visitor.change('connected'));
    await visitor.done(visitor.change('disconnected'));
    expect(visitor.steps).toMatchObject([
      { output: 'connected', parentId: null },
      { output: 'disconnected', parentId: null },
    ]);
    expect(tasks()).toEqual([]);
  });
});
