import { describe, expect, it } from 'vitest';
import { testChat } from 'heddle/testing';
import users from '../../../../examples/users/app.js';

const ADA = {
  identifier: 'ada',
  displayName: 'Ada',
  metadata: { role: 'editor', preferences: { theme: 'dark' } },
};

const TEXT: unknown = expect.any(String);

/** What a message shows as JSON. */
function jsonIn(content = ''): unknown[] {
  return [...content.matchAll(/```json\n(.*?)\n```/gs)].map(([, json]) => JSON.parse(json ?? '') as unknown);
}

describe('the users example', () => {
  it('says role, preferences and last login, and keeps when that was', async () => {
    await using chat = await testChat(users, { user: ADA });
    expect(chat.text()).toContain(
      'You are Ada.\n- role: editor\n- preferences: {"theme":"dark"}\n- last login: never before',
    );
    const first = chat.user?.metadata['last_login'];
    expect(first).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    await chat.newChat();
    expect(chat.text()).toContain(`- last login: ${first as string}`);
  });

  it('says what it sees of who is signed in: a persisted user with id and createdAt', async () => {
    await using chat = await testChat(users, { user: ADA });
    const [message] = await chat.say('me');
    expect(jsonIn(message?.content)).toEqual([{ ...chat.user }]);
    expect(chat.user?.createdAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(chat.user?.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('makes users of its own; metadata is each one’s own', async () => {
    await using chat = await testChat(users);
    const [message] = await chat.say('example');
    const metadata = { role: 'editor', preferences: { theme: 'dark' }, last_login: TEXT };
    const ada = { identifier: 'ada@example.com', displayName: 'Ada', metadata };
    expect(jsonIn(message?.content)).toEqual([
      ada,
      { ...ada, id: TEXT, createdAt: TEXT, roles: [], groups: [] },
      { identifier: 'grace', metadata: {} },
    ]);
  });

  it('knows a guest for a guest', async () => {
    await using chat = await testChat(users);
    expect(chat.text()).toContain('guest');
    expect((await chat.say('me'))[0]?.content).toContain('guest');
  });
});
