import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AskAnswer } from '#libs/contracts';
import {
  chatContext,
  ChatSettings,
  createAccessor,
  Message,
  OutsideTurnError,
  setCommands,
  Switch,
  TurnEndedError,
  UserFacingError,
  userSession,
} from '#libs/sdk';
import type { ChatContext } from '#libs/sdk';
import { currentTurn } from '../../../libs/sdk/src/turn/turn-scope.js';
import { closedGate } from '../../support/messaging/gate.js';
import { eventually } from '../../support/messaging/eventually.js';
import { ChatBench, someUser } from '../../support/sdk/chat-bench.js';

let bench: ChatBench;

beforeEach(async () => {
  bench = await ChatBench.open();
});
afterEach(() => bench.close());

describe('a turn that never ends', () => {
  it('is ended when its time is over, and says so; the next one runs', async () => {
    const visitor = await bench.visitor();
    let reason: unknown;
    await bench.work({
      turnTimeoutSeconds: 0.05,
      onMessage: ({ content }, ctx) => {
        if (content === 'next') return 'answered';
        userSession.set('begun', true);
        ctx.signal.addEventListener('abort', () => void (reason = ctx.signal.reason));
        return new Promise(() => undefined);
      },
    });
    await visitor.done(visitor.say('long'));
    await visitor.done(visitor.say('next'));
    expect(visitor.texts).toEqual([expect.stringMatching(/longer than 0\.05 seconds/), 'answered']);
    expect(String(reason)).toMatch(/TurnTimeoutError/);
    expect(await visitor.kept('begun')).toBeUndefined();
  });

  it('in what it does after a stop is ended too; the next one runs', async () => {
    const visitor = await bench.visitor();
    const running = closedGate();
    await bench.work({
      turnTimeoutSeconds: 0.3,
      onMessage: ({ content }) => {
        if (content === 'next') return 'answered';
        running.open();
        return new Promise(() => undefined);
      },
      onStop: () => new Promise(() => undefined),
    });
    const stopped = visitor.say('long');
    await running.opened;
    await visitor.stop();
    await visitor.done(stopped);
    await visitor.done(visitor.say('next'));
    expect(visitor.texts).toEqual([
      'Task manually stopped.',
      expect.stringMatching(/longer than 0\.3 seconds/),
      'answered',
    ]);
  });

  it.each([
    ['texts', 'x'.repeat(1_000), 30, /950 KB at the most/],
    ['nothing', '', 0.3, /longer than 0\.3 seconds/],
  ])('because it goes on with %s without ever waiting is ended too', async (_, piece, seconds, why) => {
    const visitor = await bench.visitor();
    await bench.work({
      turnTimeoutSeconds: seconds,
      async *onMessage({ content }) {
        while (content !== 'next') yield piece;
        yield 'answered';
      },
    });
    await visitor.done(visitor.say('long'));
    await visitor.done(visitor.say('next'));
    expect(visitor.texts).toEqual([expect.stringMatching(why), 'answered']);
  });

  it('has as much time as it needs while it waits for an answer', async () => {
    const visitor = await bench.visitor();
    await bench.work({
      turnTimeoutSeconds: 0.2,
      onMessage: async (): Promise<string> => {
        const turn = currentTurn('ask');
        const step = turn.newStep({ type: 'assistant_message', name: 'Assistant', output: 'Who?' });
        const answer: AskAnswer | undefined = await turn.waitForAnswer(step, { type: 'text' }, 600);
        return answer ? 'answered' : 'nobody';
      },
    });
    await visitor.done(visitor.say('hi'));
    expect(visitor.texts).toEqual(['nobody']);
  });
});

describe('a handler that throws', () => {
  it.each<[string, (earlier: Message) => unknown]>([
    ['what cannot be a text', () => Promise.reject(Object.create(null))],
    ['nothing', () => Promise.reject(undefined)],
    ['a very long reason', () => Promise.reject(new UserFacingError('x'.repeat(1_000_000)))],
    ['because it uses what an earlier turn made', (earlier) => earlier.update()],
  ])('%s ends its turn, and the user is told', async (_, fail) => {
    const visitor = await bench.visitor();
    let earlier: Message | undefined;
    await bench.work({
      onMessage: async ({ content }) => {
        if (content === 'fail' && earlier) await fail(earlier);
        earlier = new Message(content);
        await earlier.send();
      },
    });
    for (const content of ['first', 'fail', 'next']) await visitor.done(visitor.say(content));
    expect(visitor.texts).toEqual([
      'first',
      expect.stringMatching(/^Something went wrong|^x{10000}$/),
      'next',
    ]);
  });
});

describe('after its end', () => {
  it('a turn shows nothing, says so by name, and its signal has aborted', async () => {
    const visitor = await bench.visitor();
    let kept: ChatContext | undefined;
    await bench.work({ onMessage: (_, ctx) => void (kept = ctx) });
    await visitor.done(visitor.say('hi'));
    const late = async (): Promise<unknown> => kept?.run(() => new Message('late').send());
    await expect(late()).rejects.toThrow(TurnEndedError);
    await expect(kept?.thread.setName('late')).rejects.toThrow(TurnEndedError);
    expect(kept?.signal.aborted).toBe(true);
    await visitor.done(visitor.say('hi'));
    expect(visitor.texts).toEqual([]);
  });

  it('a turn keeps nothing: what would be seen in this worker only', async () => {
    const user = someUser();
    const visitor = await bench.visitor({ user });
    const score = createAccessor('score', { default: 0, scope: 'user' });
    let kept: ChatContext | undefined;
    await bench.work({
      onMessage: ({ content }, ctx) => {
        if (content === 'read') return JSON.stringify([userSession.get('late', 'nothing'), ctx.settings]);
        userSession.set('list', [1]);
        kept = ctx;
        return undefined;
      },
    });
    await visitor.done(visitor.say('hi'));
    const late: (() => unknown)[] = [
      () => userSession.set('late', 1),
      () => userSession.delete('list'),
      () => (userSession.chatSettings = { late: 1 }),
      () => score.set(1),
      () => setCommands([{ id: 'late', description: '' }]),
      () => new ChatSettings([new Switch({ id: 'late', label: 'Late' })]).send(),
      () => chatContext.add({ role: 'system', content: 'late' }),
    ];
    for (const write of late) await expect(kept?.run(async () => write())).rejects.toThrow(TurnEndedError);
    await visitor.done(visitor.say('read'));
    expect(visitor.texts).toEqual(['["nothing",{}]']);
    expect((await bench.cells.read(visitor.threadId))?.values).toEqual({ list: [1], 'heddle:begun': true });
  });

  it('a free function outside any turn says how it is called', async () => {
    expect(() => userSession.get('x')).toThrow(OutsideTurnError);
    expect(() => new Message('x')).toThrow(/Call it inside a handler.*ctx\.run/);
    await expect(chatContext.toOpenAI()).rejects.toThrow(OutsideTurnError);
    await expect(chatContext.get()).rejects.toThrow(OutsideTurnError);
  });

  it('a callback that lost its turn finds it by ctx.run', async () => {
    const visitor = await bench.visitor();
    const asked = closedGate();
    let callback: () => Promise<unknown> = async () => undefined;
    await bench.work({
      onMessage: async (_, ctx) => {
        callback = () => ctx.run(() => new Message('from outside').send());
        asked.open();
        await eventually(() => expect(visitor.texts).toEqual(['from outside']));
      },
    });
    const turn = visitor.say('hi');
    await asked.opened;
    await callback();
    await visitor.done(turn);
  });
});

describe('a worker', () => {
  it('runs onAppStartup before it takes anything, and onAppShutdown when it has finished', async () => {
    const visitor = await bench.visitor();
    const order: string[] = [];
    const turn = visitor.start();
    const worker = await bench.work({
      onAppStartup: async () => {
        await Promise.resolve();
        order.push('startup');
      },
      onChatStart: () => void order.push('start'),
      onAppShutdown: () => void order.push('shutdown'),
    });
    await visitor.done(turn);
    await worker.stop();
    expect(order).toEqual(['startup', 'start', 'shutdown']);
  });

  it('does not start when its onAppStartup fails', async () => {
    const failed = await bench
      .work({
        onAppStartup: () => {
          throw new Error('no model');
        },
      })
      .catch(String);
    expect(failed).toMatch(/no model/);
  });
});
