import { afterEach, describe, expect, it } from 'vitest';
import type { AskAnswer } from '#libs/contracts';
import {
  Action,
  AskActionMessage,
  AskElementMessage,
  AskFileMessage,
  AskTimeoutError,
  AskUserMessage,
  CustomElement,
  Message,
} from '#libs/sdk';
import type { ChatAppDefinition } from '#libs/sdk';
import { ConversationUnderTest } from '../../support/sdk/conversation-under-test.js';

let chat: ConversationUnderTest;
afterEach(() => chat.close());

/** Runs a handler that asks, answers it and waits for the end; without an answer it waits for the timeout. */
async function asking(
  onMessage: NonNullable<ChatAppDefinition['onMessage']>,
  answer?: (asked: Awaited<ReturnType<ConversationUnderTest['asked']>>) => AskAnswer | Promise<AskAnswer>,
): Promise<void> {
  chat = await ConversationUnderTest.open({ onMessage });
  const id = await chat.send('go');
  if (answer) {
    const asked = await chat.asked();
    await chat.answer(asked.step.id, await answer(asked));
  }
  await chat.ended(id);
}

const question = () => chat.answers[0];
const last = (): string | undefined => chat.answers.at(-1)?.output;

describe('a question for a text', () => {
  const ask = async (): Promise<string> => {
    const answer = await new AskUserMessage({ content: 'Who?', author: 'Ada' }).send();
    return `Hello ${answer?.output}`;
  };

  it('is answered by the user’s next message, which is kept', async () => {
    await asking(ask, () => ({ kind: 'text', message: chat.userMessage('Bob') }));
    expect(chat.shown('ask')[0]).toMatchObject({
      step: { output: 'Who?', name: 'Ada', waitForAnswer: true, type: 'assistant_message' },
      spec: { type: 'text', stepId: question()?.id },
    });
    expect(question()).toMatchObject({ output: 'Who?', waitForAnswer: false });
    expect(chat.kept.filter(({ type }) => type === 'user_message').map(({ output }) => output)).toContain(
      'Bob',
    );
    expect(last()).toBe('Hello Bob');
  });

  it('waits 60 seconds unless it says otherwise', async () => {
    const before = Date.now();
    await asking(ask, () => ({ kind: 'text', message: chat.userMessage('x') }));
    const { spec } = chat.shown('ask')[0]!;
    expect(spec.deadline - before).toBeGreaterThanOrEqual(60_000);
    expect(spec.deadline - Date.now()).toBeLessThanOrEqual(60_000);
  });

  it('that nobody answers is null, and waits no more', async () => {
    await asking(async () =>
      JSON.stringify(await new AskUserMessage({ content: 'Who?', timeout: 0.05 }).send()),
    );
    expect(last()).toBe('null');
    expect(question()).toMatchObject({ output: 'Who?', waitForAnswer: false });
    expect(chat.shown('ask-ended')).toMatchObject([{ how: 'timed-out' }]);
  });

  it('that nobody answers is an error where that was asked for', async () => {
    let error: unknown;
    await asking(async () => {
      const ask = new AskUserMessage({ content: 'Who?', timeout: 0.05, raiseOnTimeout: true });
      await ask.send().catch((thrown: unknown) => (error = thrown));
    });
    expect(error).toBeInstanceOf(AskTimeoutError);
    expect(question()).toMatchObject({ waitForAnswer: false });
  });

  it('without a time to wait is refused', async () => {
    await asking(() => void new AskUserMessage({ content: 'Who?', timeout: 0 }));
    expect(last()).toMatch(/seconds above 0/);
  });
});

describe('a question for files', () => {
  it('says what it takes, and gives the files to read', async () => {
    await asking(
      async () => {
        const ask = new AskFileMessage({ content: 'Data?', accept: { 'text/csv': ['.csv'] }, maxFiles: 3 });
        const files = (await ask.send()) ?? [];
        return (await Promise.all(files.map(async (file) => `${file.name}: ${await file.text()}`))).join(
          '; ',
        );
      },
      async ({ spec }) => {
        expect(spec).toMatchObject({
          type: 'file',
          accept: { 'text/csv': ['.csv'] },
          maxFiles: 3,
          maxSizeMb: 2,
        });
        const files = [
          await chat.upload('a.csv', 'text/csv', '1'),
          await chat.upload('b.csv', 'text/csv', '2'),
        ];
        return { kind: 'file', files };
      },
    );
    expect(last()).toBe('a.csv: 1; b.csv: 2');
    expect(chat.keptElements.map(({ name, type, forId }) => [name, type, forId])).toEqual([
      ['a.csv', 'file', question()?.id],
      ['b.csv', 'file', question()?.id],
    ]);
  });

  it.each([
    ['nothing to accept', { accept: [] }, /accept/],
    ['what is no type', { accept: ['csv'] }, /MIME/],
    ['a type that is not in a list', { accept: 'text/csv' as never }, /a list of MIME types/],
    ['no files', { accept: ['text/csv'], maxFiles: 0 }, /maxFiles/],
    ['no bytes', { accept: ['text/csv'], maxSizeMb: 0 }, /maxSizeMb/],
  ])('of %s is refused', async (_, options, why) => {
    await asking(() => void new AskFileMessage({ content: 'Data?', ...options }));
    expect(last()).toMatch(why);
  });
});

describe('a question with buttons', () => {
  const ask = async (): Promise<string> => {
    const actions = [
      new Action({ name: 'yes', payload: { sure: true }, label: 'Yes, do', tooltip: 'Really' }),
      new Action({ name: 'no' }),
    ];
    return JSON.stringify(await new AskActionMessage({ content: 'Sure?', actions, timeout: 5 }).send());
  };

  it('shows them before it asks, gives the one that was pressed as the app made it, and takes them away', async () => {
    await asking(ask, ({ spec }) => ({ kind: 'action', actionId: spec.keys?.[0] ?? '' }));
    const [yes, no] = chat.shown('action').map(({ action }) => action);
    expect(JSON.parse(last() ?? '')).toEqual({
      id: yes?.id,
      name: 'yes',
      payload: { sure: true },
      label: 'Yes, do',
      tooltip: 'Really',
      forId: question()?.id,
    });
    expect(question()).toMatchObject({ output: '**Selected:** Yes, do', waitForAnswer: false });
    expect(chat.shown('action-removed').map(({ id }) => id)).toEqual([yes?.id, no?.id]);
    const order = chat.frames.map(({ kind }) => kind).filter((kind) => kind.startsWith('a'));
    expect(order).toEqual(['action', 'action', 'ask', 'ask-ended', 'action-removed', 'action-removed']);
  });

  it('that nobody presses says so', async () => {
    await asking(async () => {
      const actions = [new Action({ name: 'yes' })];
      const answer = await new AskActionMessage({ content: 'Sure?', actions, timeout: 0.05 }).send();
      return JSON.stringify(answer);
    });
    expect(question()).toMatchObject({ output: 'Timed out: no action was taken', waitForAnswer: false });
    expect(chat.shown('action-removed')).toHaveLength(1);
    expect(last()).toBe('null');
  });

  it('that is stopped has no buttons any more, and waits for nobody', async () => {
    chat = await ConversationUnderTest.open({ onMessage: ask });
    const id = await chat.send('go');
    await chat.asked();
    await chat.stop();
    await chat.ended(id);
    expect(question()).toMatchObject({ output: 'Sure?', waitForAnswer: false });
    expect(chat.shown('action-removed')).toHaveLength(2);
    expect(chat.shown('ask-ended')).toMatchObject([{ how: 'cancelled' }]);
  });

  it('that is asked once the user has stopped the turn shows nothing', async () => {
    chat = await ConversationUnderTest.open({ onMessage: ask, onStop: async () => void (await ask()) });
    const id = await chat.send('go');
    await chat.asked();
    await chat.stop();
    await chat.ended(id);
    expect(chat.shown('action')).toHaveLength(2);
  });

  it('without any is refused', async () => {
    await asking(() => void new AskActionMessage({ content: 'Sure?', actions: [] }));
    expect(last()).toMatch(/at least one action/);
  });
});

describe('a question by an element of the app’s own', () => {
  const ask = async (): Promise<void> => {
    const element = new CustomElement({ name: 'Ticket', props: { seats: 1 } });
    const answer = await new AskElementMessage({ content: 'Fill in', element, timeout: 5 }).send();
    await new Message({ content: answer }).send();
  };

  it('gives what the element sent, and takes it away', async () => {
    await asking(ask, ({ spec }) => {
      expect(spec).toMatchObject({ type: 'element', elementId: chat.shown('element')[0]?.element.id });
      return { kind: 'element', submitted: true, props: { seats: 2, submitted: false } };
    });
    expect(JSON.parse(last() ?? '')).toEqual({ submitted: true, seats: 2 });
    expect(question()).toMatchObject({ output: 'Submitted.', waitForAnswer: false });
    expect(chat.keptElements).toEqual([]);
  });

  it('that is given up says so', async () => {
    await asking(ask, () => ({ kind: 'element', submitted: false, props: {} }));
    expect(JSON.parse(last() ?? '')).toEqual({ submitted: false });
    expect(question()?.output).toBe('Not submitted.');
  });
});
