import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { ErrorMessage, Message, TurnEndedError } from '#libs/sdk';
import type { ChatAppDefinition, ReadableTexts, TextSource } from '#libs/sdk';
import { closedGate } from '../../support/messaging/gate.js';
import { ConversationUnderTest } from '../../support/sdk/conversation-under-test.js';

let chat: ConversationUnderTest;
afterEach(() => chat.close());

async function after(onMessage: NonNullable<ChatAppDefinition['onMessage']>): Promise<ConversationUnderTest> {
  chat = await ConversationUnderTest.open({ onMessage });
  await chat.say('go');
  return chat;
}

const said = (): string[] => chat.answers.map(({ output }) => output);

describe('a message', () => {
  it('that is not text is shown as JSON', async () => {
    await after(async () => void (await new Message({ content: { a: [1] } }).send()));
    expect(chat.answers[0]).toMatchObject({ output: '{\n  "a": [\n    1\n  ]\n}', language: 'json' });
  });

  it('hangs under the turn’s run, says its author, type, tags and metadata', async () => {
    await after(async () => {
      const look = { author: 'Ada', type: 'system_message', tags: ['t'], metadata: { m: 1 } } as const;
      await new Message({ content: 'hi', ...look }).send();
    });
    const run = chat.kept.find(({ type }) => type === 'run');
    const message = chat.kept.find(({ type }) => type === 'system_message');
    expect(message).toMatchObject({ name: 'Ada', tags: ['t'], metadata: { m: 1 }, parentId: run?.id });
  });

  it('is replaced by an update, and gone once it is removed', async () => {
    await after(async () => {
      const message = await new Message('one').send();
      message.content = 'two';
      await message.update();
      await (await new Message('never mind').send()).remove();
    });
    expect(said()).toEqual(['two']);
    expect([...chat.screen.steps.values()].map(({ output }) => output)).not.toContain('never mind');
  });

  it('goes on from what it said before when pieces are added', async () => {
    await after(async () => {
      const message = await new Message('Hello').send();
      await message.streamToken(', ');
      await message.streamToken('');
      await message.streamToken('you');
      expect(message.content).toBe('Hello, you');
      await message.update();
      const other = new Message('');
      await other.streamToken('wrong');
      await other.streamToken('right', { isSequence: true });
      other.content += '!';
    });
    expect(said()).toEqual(['Hello, you', 'right!']);
    expect(chat.shown('token').map(({ text }) => text)).toContain('Hello');
  });

  it('that is written after its turn has ended is refused, and nothing of it is shown', async () => {
    const ended = closedGate();
    let late: Promise<void> | undefined;
    await after(async () => {
      const message = new Message('');
      await message.streamToken('in time');
      late = ended.opened.then(() => message.streamToken(', late'));
    });
    ended.open();
    await expect(late).rejects.toThrow(TurnEndedError);
    expect(said()).toEqual(['in time']);
  });

  it('that says what went wrong looks like it', async () => {
    await after(async () => void (await new ErrorMessage('No such order.').send()));
    expect(chat.answers[0]).toMatchObject({ output: 'No such order.', isError: true });
  });
});

describe('a stream', () => {
  async function* pieces(): AsyncGenerator<string> {
    yield 'a';
    yield 'b';
  }

  const webStream = (texts: readonly string[]): ReadableStream<string> =>
    new ReadableStream({
      start(controller) {
        for (const text of texts) controller.enqueue(text);
        controller.close();
      },
    });

  const reader = (texts: readonly string[]): ReadableTexts => {
    const left = [...texts];
    const read = async (): Promise<{ done: boolean; value?: string | undefined }> => ({
      done: left.length === 0,
      value: left.shift(),
    });
    return { getReader: () => ({ read, cancel: async () => undefined }) };
  };

  it.each<[string, () => TextSource]>([
    ['an async generator', pieces],
    ['a list', () => ['a', '', 'b']],
    ['a web stream', () => webStream(['a', 'b'])],
    ['a reader without an iterator', () => reader(['a', 'b'])],
  ])('of %s is one message', async (_, source) => {
    await after(async () => void (await new Message('').stream(source())));
    expect(said()).toEqual(['ab']);
  });

  it('of anything but text is refused, and the error says what to use', async () => {
    await after(async () => void (await new Message('').stream([{ choices: [] }] as unknown as string[])));
    expect(said().at(-1)).toMatch(/fromOpenAI/);
  });

  it('that breaks keeps what came until then', async () => {
    await after(async () => {
      async function* breaking(): AsyncGenerator<string> {
        yield 'half';
        throw new Error('gone');
      }
      await new Message('').stream(breaking());
    });
    expect(said()[0]).toBe('half');
    expect(said()[1]).toMatch(/went wrong/);
  });

  it('is ended when the user stops the turn', async () => {
    const [running, ended] = [closedGate(), closedGate()];
    chat = await ConversationUnderTest.open({
      onMessage: async () => {
        async function* endless(): AsyncGenerator<string> {
          try {
            for (;;) {
              yield 'x';
              running.open();
              await setImmediate();
            }
          } finally {
            ended.open();
          }
        }
        await new Message('').stream(endless());
      },
    });
    const id = await chat.send('go');
    await running.opened;
    await chat.stop();
    await ended.opened;
    await chat.ended(id);
    expect(said()[0]).toMatch(/^x+$/);
  });
});

describe('a handler that streams nothing', () => {
  it('shows what it sent by itself, and no empty message', async () => {
    await after(async function* () {
      await new Message('by itself').send();
      yield '';
    });
    expect(said()).toEqual(['by itself']);
  });
});
