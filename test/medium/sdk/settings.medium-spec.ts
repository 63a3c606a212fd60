import { afterEach, expect, it } from 'vitest';
import type { JsonObject } from '#libs/contracts';
import { ChatSettings, chatSettings, select, Select, slider, toggle, userSession } from '#libs/sdk';
import { ConversationUnderTest } from '../../support/sdk/conversation-under-test.js';

let chat: ConversationUnderTest;
afterEach(() => chat.close());

const initials = (index: number): unknown[] =>
  chat.shown('settings-form')[index]?.form.inputs?.map(({ initial }) => initial) ?? [];

it('a form that is sent is shown, and its values hold at once and in the turns after', async () => {
  const form = chatSettings({
    model: select('Model', ['small', 'large'], { initial: 'small' }),
    on: toggle('On'),
  });
  const held: unknown[] = [];
  chat = await ConversationUnderTest.open({
    onMessage: async (message, ctx) => {
      if (message.content === 'form') held.push(await form.send());
      held.push(ctx.userSession.get('chatSettings'));
    },
  });
  await chat.say('form');
  await chat.say('look');
  const values = { model: 'small', on: false };
  expect(held).toEqual([values, values, values]);
  expect(chat.shown('settings-form')[0]?.form.inputs).toMatchObject([
    { id: 'model', type: 'select', label: 'Model', items: [{ value: 'small' }, { value: 'large' }] },
    { id: 'on', type: 'switch' },
  ]);
});

it('a form that is sent again keeps the values that fit, in whatever form they came from', async () => {
  const seen: JsonObject[] = [];
  chat = await ConversationUnderTest.open({
    onMessage: async ({ content }) => {
      if (content === 'choose') userSession.set('chatSettings', { model: 'large', heat: 9 });
      const heat = slider('Heat', {
        initial: content === 'again' ? 2 : 5,
        max: content === 'again' ? 3 : 10,
      });
      seen.push(await chatSettings({ model: select('Model', ['small', 'large']), heat }).send());
    },
  });
  await chat.say('first');
  await chat.say('choose');
  await chat.say('again');
  expect(seen).toEqual([
    { model: null, heat: 5 },
    { model: 'large', heat: 9 },
    { model: 'large', heat: 2 },
  ]);
  expect([initials(1), initials(2)]).toEqual([
    ['large', 9],
    ['large', 2],
  ]);
});

it('a form that is refreshed shows other fields, and nothing is confirmed by that', async () => {
  const model = (values: string[]): Select =>
    new Select({ id: 'model', label: 'Model', values, initialIndex: 0 });
  chat = await ConversationUnderTest.open({
    onMessage: async ({ content }, ctx) => {
      if (content === 'form') await new ChatSettings([model(['a', 'b'])]).send();
      else await new ChatSettings([model(['c', 'a'])]).refresh();
      return JSON.stringify(ctx.userSession.get('chatSettings'));
    },
  });
  await chat.say('form');
  await chat.say('refresh');
  expect(chat.answers.map(({ output }) => output)).toEqual(['{"model":"a"}', '{"model":"a"}']);
  expect(initials(1)).toEqual(['c']);
});
