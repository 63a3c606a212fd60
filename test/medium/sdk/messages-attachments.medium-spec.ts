import { afterEach, describe, expect, it } from 'vitest';
import { Action, Message, setCommands, Text, toast, tokenUsage } from '#libs/sdk';
import type { ChatAppDefinition } from '#libs/sdk';
import { ConversationUnderTest } from '../../support/sdk/conversation-under-test.js';

let chat: ConversationUnderTest;
afterEach(() => chat.close());

async function after(onMessage: NonNullable<ChatAppDefinition['onMessage']>): Promise<ConversationUnderTest> {
  chat = await ConversationUnderTest.open({ onMessage });
  await chat.say('go');
  return chat;
}

const said = (): string[] => chat.answers.map(({ output }) => output);

describe('what comes with a message', () => {
  it('is shown after it, once, however often the message is updated', async () => {
    await after(async () => {
      const message = new Message({
        content: 'see',
        elements: [new Text({ name: 'note', content: 'text' })],
        actions: [new Action({ name: 'like', payload: { n: 1 } })],
      });
      await message.send();
      message.content = 'see this';
      await message.update();
      await message.send();
    });
    const kinds = chat.frames.map(({ kind }) => kind).filter((kind) => kind !== 'task');
    expect(kinds.indexOf('element')).toBeGreaterThan(kinds.indexOf('step'));
    expect(chat.shown('action')).toHaveLength(1);
    const [answer] = chat.answers;
    expect(chat.shown('action')[0]?.action).toMatchObject({
      name: 'like',
      label: 'like',
      payload: { n: 1 },
      forId: answer?.id,
    });
    expect(chat.keptElements).toMatchObject([{ type: 'text', name: 'note', forId: answer?.id }]);
  });

  it('goes with it', async () => {
    await after(async () => {
      const message = new Message({
        content: 'gone',
        elements: [new Text({ name: 'note', content: 'text' })],
        actions: [new Action({ name: 'like' })],
      });
      await message.send();
      await message.remove();
    });
    expect(chat.keptElements).toEqual([]);
    expect(chat.shown('action-removed').map(({ id }) => id)).toEqual([chat.shown('action')[0]?.action.id]);
  });

  it('is a button that may be taken away, or shown again as the same one', async () => {
    await after(async () => {
      const message = new Message({ content: 'choose', actions: [new Action({ name: 'one' })] });
      await message.send();
      await message.removeActions();
      await message.removeActions();
      const other = new Action({ name: 'two' });
      await other.send({ forId: message.id });
      await other.send({ forId: message.id });
    });
    const frames = chat.frames.filter(({ kind }) => kind.startsWith('action')).map(({ kind }) => kind);
    expect(frames).toEqual(['action', 'action-removed', 'action', 'action']);
    const ids = chat.shown('action').map(({ action }) => action.id);
    expect(ids).toEqual([ids[0], ids[1], ids[1]]);
  });

  it.each<[string, () => Action, RegExp]>([
    ['no name', () => new Action({ name: '' }), /name/],
    ['too long a label', () => new Action({ name: 'a', label: 'x'.repeat(256) }), /label/],
    [
      'a payload that is no JSON',
      () => new Action({ name: 'a', payload: { at: new Date() as never } }),
      /\$\.at/,
    ],
  ])('is refused where it is made: a button with %s', async (_, make, why) => {
    await after(() => void make());
    expect(said()[0]).toMatch(why);
  });
});

describe('a handler tells the page', () => {
  it('what happened, how many tokens it took and which commands there are', async () => {
    await after(async () => {
      await toast('Saved.', 'success');
      await tokenUsage(12);
      await setCommands([{ id: 'search', description: 'Search the web', icon: 'globe', button: true }]);
    });
    expect(chat.shown('toast')).toEqual([{ kind: 'toast', message: 'Saved.', level: 'success' }]);
    expect(chat.shown('token-usage')).toEqual([{ kind: 'token-usage', tokens: 12 }]);
    expect(chat.shown('commands')[0]?.commands).toEqual([
      { id: 'search', description: 'Search the web', icon: 'globe', button: true },
    ]);
  });

  it.each<[string, () => Promise<void>, RegExp]>([
    ['a toast of no kind', () => toast('x', 'loud' as 'info'), /info, success/],
    ['less than no tokens', () => tokenUsage(-1), /0 or more/],
    [
      'a command twice',
      () =>
        setCommands([
          { id: 'a', description: '' },
          { id: 'a', description: '' },
        ]),
      /"a"/,
    ],
    ['a command without an id', () => setCommands([{ id: '', description: '' }]), /id/],
  ])('nothing by %s', async (_, tell, why) => {
    await after(() => tell());
    expect(said()[0]).toMatch(why);
  });
});
