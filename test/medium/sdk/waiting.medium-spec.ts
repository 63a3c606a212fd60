import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AskEndedFrame } from '#libs/live';
import type { ChatAppDefinition, ChatContext } from '#libs/sdk';
import { eventually } from '../../support/messaging/eventually.js';
import { ask, textOf } from '../../support/sdk/ask.js';
import { ChatBench } from '../../support/sdk/chat-bench.js';

let bench: ChatBench;

beforeEach(async () => {
  bench = await ChatBench.open();
});
afterEach(() => bench.close());

const ended = (): AskEndedFrame[] => bench.frames.filter((frame) => frame.kind === 'ask-ended');

/** An app that asks for a name and greets with it. */
const greeter: ChatAppDefinition = {
  onMessage: async () => `Hello ${await textOf(ask('Who are you?'))}!`,
};

describe('a question', () => {
  it('is answered by a text, which the other screens are shown', async () => {
    const visitor = await bench.visitor();
    await bench.work(greeter);
    const turn = visitor.say('hi');
    const asked = await visitor.asked();
    expect(asked.spec.deadline).toBeGreaterThan(Date.now());
    await visitor.answerText(asked, 'Ana');
    await visitor.done(turn);
    expect(visitor.texts).toEqual(['Hello Ana!']);
    expect(ended()).toEqual([{ kind: 'ask-ended', askId: asked.step.id, how: 'answered' }]);
    const answer = bench.frames.find((frame) => frame.kind === 'step' && frame.step.output === 'Ana');
    expect(answer).toMatchObject({ exceptSession: visitor.session.id, step: { type: 'user_message' } });
    // The question itself is shown by its ask alone, and is in the history.
    expect(visitor.steps.some(({ output }) => output === 'Who are you?')).toBe(false);
    const stored = bench.outputs.flatMap((output) => (output.kind === 'step' ? [output.step.output] : []));
    expect(stored).toEqual(expect.arrayContaining(['Who are you?', 'Ana', 'Hello Ana!']));
  });

  it('takes the first answer only, and none that comes late', async () => {
    const visitor = await bench.visitor();
    await bench.work(greeter);
    const turn = visitor.say('hi');
    const asked = await visitor.asked();
    await visitor.answerText(asked, 'Ana');
    await visitor.answerText(asked, 'Bob');
    await visitor.done(turn);
    await visitor.answerText(asked, 'Cleo');
    const next = visitor.say('hi');
    await visitor.answerText(await visitor.asked(2), 'Dora');
    await visitor.done(next);
    expect(visitor.texts).toEqual(['Hello Ana!', 'Hello Dora!']);
  });

  it('that nobody answers in time is answered by nothing', async () => {
    const visitor = await bench.visitor();
    await bench.work({
      onMessage: async () => ((await ask('Who?', { type: 'text' }, 50)) ? 'answered' : 'nobody'),
    });
    await visitor.done(visitor.say('hi'));
    expect(visitor.texts).toEqual(['nobody']);
    expect(ended()).toMatchObject([{ how: 'timed-out' }]);
  });

  it('ends with a stop; its turn goes on with nothing', async () => {
    const visitor = await bench.visitor();
    let reason: unknown;
    await bench.work({
      onMessage: async () => {
        await ask('Who?').catch((error: unknown) => (reason = error));
      },
    });
    const turn = visitor.say('hi');
    const asked = await visitor.asked();
    await visitor.stop();
    await visitor.done(turn);
    expect(visitor.texts).toEqual(['Task manually stopped.']);
    expect(ended()).toMatchObject([{ how: 'cancelled' }]);
    await eventually(() => expect(String(reason)).toMatch(/stopped/));
    await visitor.answerText(asked, 'too late');
    expect(await bench.cells.read(visitor.threadId)).toMatchObject({ asks: {} });
    // In the history nobody waits for an answer any more.
    const stored = bench.outputs.flatMap((output) =>
      output.kind === 'step' && output.step.id === asked.step.id ? [output.step.waitForAnswer] : [],
    );
    expect(stored.at(-1)).toBe(false);
  });

  it('that a handler did not wait for ends with its turn', async () => {
    const visitor = await bench.visitor();
    await bench.work({ onMessage: () => void ask('Who?').catch(() => undefined) });
    await visitor.done(visitor.say('hi'));
    await visitor.done(visitor.say('hi'));
    expect(ended().every(({ how }) => how === 'cancelled')).toBe(true);
  });

  it('is asked after the one before it has ended', async () => {
    const visitor = await bench.visitor();
    await bench.work({
      onMessage: async () => (await Promise.all([textOf(ask('First?')), textOf(ask('Second?'))])).join(' '),
    });
    const turn = visitor.say('hi');
    const first = await visitor.asked();
    expect(bench.frames.filter(({ kind }) => kind === 'ask')).toHaveLength(1);
    await visitor.answerText(first, 'one');
    await visitor.answerText(await visitor.asked(2), 'two');
    await visitor.done(turn);
    expect(visitor.texts).toEqual(['one two']);
  });

  it('leaves the worker free for others', async () => {
    const visitors = await Promise.all([bench.visitor(), bench.visitor()]);
    await bench.work({
      onMessage: async ({ content }, ctx) =>
        content === 'ask' ? textOf(ask('Who?')) : `fine ${ctx.threadId}`,
    });
    const waits = visitors[0]?.say('ask');
    const asked = await visitors[0]?.asked();
    await visitors[1]?.done(visitors[1].say('hi'));
    if (asked) await visitors[0]?.answerText(asked, 'Ana');
    await visitors[0]?.done(waits ?? '');
    expect(visitors[0]?.texts).toEqual(['Ana']);
  });
});

describe('a worker that goes away while a turn waits', () => {
  it('leaves it at once; another one goes on with the same question and takes the answer', async () => {
    const visitor = await bench.visitor();
    const attempts: ChatContext[] = [];
    const app: ChatAppDefinition = {
      onChatStart: async (ctx) => {
        attempts.push(ctx);
        return `Hello ${await textOf(ask('Who are you?'))}!`;
      },
    };
    const first = await bench.work(app);
    const turn = visitor.start();
    const asked = await visitor.asked();
    await first.stop();
    await bench.work(app);
    const again = await visitor.asked(2);
    expect(again).toEqual({ ...asked, step: { ...again.step } });
    expect(again.step.id).toBe(asked.step.id);
    expect(ended()).toEqual([]);
    await visitor.answerText(again, 'Ana');
    await visitor.done(turn);
    expect(attempts).toHaveLength(2);
    expect(visitor.texts).toEqual(['Hello Ana!']);
  });

  it('leaves it at once also when one of its questions has been answered', async () => {
    const visitor = await bench.visitor();
    const attempts: ChatContext[] = [];
    const app: ChatAppDefinition = {
      onMessage: async (_, ctx) => {
        attempts.push(ctx);
        return (await Promise.all([textOf(ask('First?')), textOf(ask('Second?'))])).join(' ');
      },
    };
    const first = await bench.work(app);
    const turn = visitor.say('hi');
    await visitor.answerText(await visitor.asked(), 'one');
    const second = await visitor.asked(2);
    await bench.work(app);
    await first.stop();
    expect(String(attempts[0]?.signal.reason)).toMatch(/this worker leaves/);
    // The one that is answered is asked and answered once more.
    await visitor.asked(4);
    await visitor.answerText(second, 'two');
    await visitor.done(turn);
    expect(visitor.texts).toEqual(['one two']);
  });

  it('and is answered meanwhile: who takes the turn up has the answer', async () => {
    const visitor = await bench.visitor();
    const first = await bench.work(greeter);
    const turn = visitor.say('hi');
    const asked = await visitor.asked();
    await first.stop();
    await visitor.answerText(asked, 'Ana');
    await bench.work(greeter);
    await visitor.done(turn);
    expect(visitor.texts).toEqual(['Hello Ana!']);
    expect(ended()).toMatchObject([{ how: 'answered' }]);
  });

  it('goes on although its user did something else meanwhile', async () => {
    const visitor = await bench.visitor();
    const app: ChatAppDefinition = {
      onChatStart: async () => `Hello ${await textOf(ask('Who are you?'))}!`,
      onAction: { wave: () => 'waved' },
    };
    const first = await bench.work(app);
    const turn = visitor.start();
    const asked = await visitor.asked();
    expect(await visitor.press('wave')).toMatchObject({ response: 'waved' });
    await first.stop();
    await bench.work(app);
    await visitor.answerText(asked, 'Ana');
    await visitor.done(turn);
    expect(visitor.texts).toEqual(['Hello Ana!']);
  });

  it('and whose question the screens have lost: the answer waits for who asks it again', async () => {
    const visitor = await bench.visitor();
    const first = await bench.work(greeter);
    const turn = visitor.say('hi');
    const asked = await visitor.asked();
    await first.stop();
    const lost: AskEndedFrame = { kind: 'ask-ended', askId: asked.step.id, how: 'cancelled' };
    await bench.deployment.live.emit(visitor.threadId, [lost]);
    await visitor.answerText(asked, 'Ana');
    await bench.work(greeter);
    await visitor.done(turn);
    expect(visitor.texts).toEqual(['Hello Ana!']);
  });
});

describe('a conversation that is claimed anew while a turn of it waits', () => {
  it('asks again, the same question, and takes its answer', async () => {
    const visitor = await bench.visitor();
    await bench.work({ ...greeter, onAction: { wave: () => 'waved' } });
    const turn = visitor.say('hi');
    const asked = await visitor.asked();
    const { commit } = bench.cells;
    bench.cells.commit = () => {
      bench.cells.commit = commit;
      return Promise.resolve('fenced');
    };
    expect(await visitor.press('wave')).toMatchObject({ response: 'waved' });
    const again = await visitor.asked(2);
    expect(again.spec).toEqual(asked.spec);
    await visitor.answerText(again, 'Ana');
    await visitor.done(turn);
    expect(visitor.texts).toEqual(['Hello Ana!']);
  });
});
