import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AskAnswer } from '#libs/contracts';
import { fileKey } from '#libs/files';
import type { AskEndedFrame } from '#libs/live';
import type { NewAsk } from '../../../libs/sdk/src/turn/turn-asks.js';
import { eventually } from '../../support/messaging/eventually.js';
import { ask, textOf } from '../../support/sdk/ask.js';
import { ChatBench } from '../../support/sdk/chat-bench.js';

let bench: ChatBench;

beforeEach(async () => {
  bench = await ChatBench.open();
});
afterEach(() => bench.close());

const ended = (): AskEndedFrame[] => bench.frames.filter((frame) => frame.kind === 'ask-ended');

describe('an answer that cannot be', () => {
  it.each<[string, NewAsk, AskAnswer, RegExp]>([
    ['another kind', { type: 'text' }, { kind: 'file', files: [] }, /text is asked for/],
    [
      'a button that was not among those',
      { type: 'action', keys: [crypto.randomUUID()] },
      { kind: 'action', actionId: crypto.randomUUID() },
      /not one of the choices/,
    ],
    ['no file', { type: 'file', accept: ['text/*'] }, { kind: 'file', files: [] }, /At least one/],
    [
      'a file that never came',
      { type: 'file', accept: ['text/*'] },
      { kind: 'file', files: [crypto.randomUUID()] },
      /did not arrive/,
    ],
    [
      'too many files',
      { type: 'file', accept: ['text/*'], maxFiles: 1 },
      { kind: 'file', files: [crypto.randomUUID(), crypto.randomUUID()] },
      /1 files/,
    ],
  ])('because it is %s is refused to its page, which is asked again', async (_, spec, answer, why) => {
    const visitor = await bench.visitor();
    await bench.work({ onMessage: async () => String((await ask('?', spec))?.kind) });
    await visitor.say('hi');
    const asked = await visitor.asked();
    await visitor.answer(asked, answer);
    expect(await visitor.asked(2)).toEqual(asked);
    expect(visitor.toasts).toMatchObject([
      { level: 'error', onlySession: visitor.session.id, message: expect.stringMatching(why) as string },
    ]);
    expect(ended()).toEqual([]);
  });

  it('is not asked for again when the question ended while its files were looked at', async () => {
    const visitor = await bench.visitor();
    const { files } = bench.stores;
    files.describe = async () => {
      await eventually(() => expect(ended()).toHaveLength(1));
      return undefined;
    };
    await bench.work({
      onMessage: async () => {
        await ask('A file?', { type: 'file', accept: ['text/*'] }, 500);
        return textOf(ask('A word?'));
      },
    });
    const turn = visitor.say('hi');
    await visitor.answer(await visitor.asked(), { kind: 'file', files: [crypto.randomUUID()] });
    // It is handled behind the first answer.
    await visitor.answerText(await visitor.asked(2), 'word');
    await visitor.done(turn);
    expect(visitor.texts).toContain('word');
    expect(bench.frames.filter(({ kind }) => kind === 'ask')).toHaveLength(2);
    expect(visitor.toasts).toEqual([]);
  });

  it('because of its file is told which and why; the right file is taken after all', async () => {
    const visitor = await bench.visitor();
    await bench.work({
      onMessage: async () => {
        const answer = await ask('?', { type: 'file', accept: { 'text/csv': ['.csv'] }, maxSizeMb: 0.00001 });
        return answer?.kind === 'file' ? `${answer.files.length} file` : '';
      },
    });
    const put = async (name: string, type: string, content: string): Promise<string> => {
      const id = crypto.randomUUID();
      await bench.stores.files.put(fileKey(visitor.threadId, id), content, { name, type });
      return id;
    };
    const turn = visitor.say('hi');
    const asked = await visitor.asked();
    const [picture, large, right] = [
      await put('data.csv', 'image/png', 'x'),
      await put('large.csv', 'text/csv', 'x'.repeat(100)),
      await put('data.csv', 'text/csv', 'a,b'),
    ];
    await visitor.answer(asked, { kind: 'file', files: [picture] });
    await visitor.asked(2);
    await visitor.answer(asked, { kind: 'file', files: [large] });
    await visitor.asked(3);
    await visitor.answer(asked, { kind: 'file', files: [right] });
    await visitor.done(turn);
    expect(visitor.toasts.map(({ message }) => message)).toEqual([
      '"data.csv" is image/png, which is not accepted here. Send another file.',
      '"large.csv" is larger than 0.00001 MB. Send a smaller file.',
    ]);
    expect(visitor.texts).toEqual(['1 file']);
  });
});
