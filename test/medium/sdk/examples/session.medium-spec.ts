import { describe, expect, it } from 'vitest';
import { testChat } from 'heddle/testing';
import type { TestChat } from 'heddle/testing';
import session from '../../../../examples/session/app.js';

const ADA = { identifier: 'ada', displayName: 'Ada' };
const PREFERENCES = { language: 'en', notifications: true, theme: 'light' };

const start = (user?: typeof ADA): Promise<TestChat> => testChat(session, user ? { user } : {});
const lastOf = (chat: TestChat): string => chat.messages.at(-1)?.content ?? '';

async function sayTimes(chat: TestChat, times: number): Promise<void> {
  for (let number = 1; number <= times; number++) await chat.say(`message ${number}`);
}

describe('the session example', () => {
  it('begins with preferences, an empty history, no topic, and a form of the preferences', async () => {
    await using chat = await start();
    expect(chat.session).toEqual({
      user_preferences: PREFERENCES,
      conversation_history: [],
      current_topic: null,
    });
    expect(chat.settings()).toEqual(PREFERENCES);
  });

  it('greets who is signed in by display name, and asks a guest to sign in', async () => {
    await using chat = await start(ADA);
    expect(chat.text()).toBe('Welcome, Ada! Level beginner, score 0.');
    await chat.as(undefined);
    expect(chat.text()).toContain('Sign in');
  });

  it('keeps every message with its time, and answers in the language of the preferences', async () => {
    await using chat = await start();
    expect((await chat.say('hello')).map(({ content }) => content)).toEqual([
      '[en] You said: hello\n\nLevel beginner, score 1.',
    ]);
    await chat.say('again');
    const timestamp: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(chat.session['conversation_history']).toEqual([
      { timestamp, message: 'hello', type: 'user' },
      { timestamp, message: 'again', type: 'user' },
    ]);
    const [, last] = chat.session['conversation_history'] as { timestamp: string }[];
    expect(chat.session['last_interaction']).toBe(last?.timestamp);
  });

  it('shows the level in lower case however it is stored', async () => {
    await using chat = await start();
    await sayTimes(chat, 9);
    expect(chat.session['user_level']).toBeUndefined();
    expect(lastOf(chat)).toContain('Level beginner, score 9.');
    await chat.say('one more');
    expect(chat.session).toMatchObject({ user_score: 10, user_level: 'EXPERT' });
    expect(lastOf(chat)).toContain('Level expert, score 10.');
  });

  it('stores changed settings, says what holds, and answers by them', async () => {
    await using chat = await start();
    await chat.settings({ language: 'de', notifications: false });
    expect(lastOf(chat)).toBe('Saved: language de, theme light, notifications off.');
    expect(chat.settings()).toEqual({ language: 'de', theme: 'light', notifications: false });
    expect(chat.session['user_preferences']).toEqual({
      language: 'de',
      theme: 'light',
      notifications: false,
    });
    expect((await chat.say('hallo'))[0]?.content).toMatch(/^\[de\] /);
  });

  it('resumed, knows the thread, restores the preferences of the user and greets by name', async () => {
    await using chat = await start(ADA);
    const { threadId } = chat;
    await chat.say('remember me');
    await chat.newChat();
    await chat.settings({ language: 'fr', theme: 'dark' });
    const preferences = { language: 'fr', notifications: true, theme: 'dark' };
    expect(chat.user?.metadata['preferences']).toEqual(preferences);
    await chat.resume(threadId);
    expect(lastOf(chat)).toBe('Welcome back, Ada!');
    expect(chat.session).toMatchObject({
      thread_id: threadId,
      user_preferences: preferences,
      conversation_history: [{ message: 'remember me' }],
    });
    expect((await chat.say('salut'))[0]?.content).toMatch(/^\[fr\] /);
  });

  it('ended, leaves score and summary with the user, who sees them at the next chat', async () => {
    await using chat = await start(ADA);
    await sayTimes(chat, 2);
    await chat.newChat();
    const kept = { last_score: 2, last_summary: '2 messages, the last "message 2"' };
    expect(chat.user?.metadata).toMatchObject(kept);
    expect(chat.text()).toBe(
      'Welcome, Ada! Last time: 2 messages, the last "message 2", score 2. Level beginner, score 0.',
    );
    expect(chat.session['conversation_history']).toEqual([]);
  });

  it('has every message once when its worker is killed', async () => {
    await using chat = await start();
    await chat.say('before');
    await chat.killWorker();
    await chat.say('after');
    expect(chat.session['conversation_history']).toMatchObject([{ message: 'before' }, { message: 'after' }]);
  });
});
