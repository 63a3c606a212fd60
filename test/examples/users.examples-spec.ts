import { afterEach, expect, it } from 'vitest';
import { newUser } from './support/example-cluster.js';
import { reply, Talks, told } from './support/talk.js';

const talks = new Talks();

afterEach(() => talks.closeAll());

it('the users example sees role, preferences, last login, id and time of a user who signed in', async () => {
  const metadata = { role: 'editor', preferences: { theme: 'dark' } };
  const cookie = await newUser('ursula', { displayName: 'Ursula', metadata, role: 'users' });
  const first = await talks.connect({ cookie, chatProfile: 'users' });
  expect(await told(first, /^You are/)).toContain(
    'You are Ursula.\n- role: editor\n- preferences: {"theme":"dark"}\n- last login: never before',
  );
  const seen = await reply(first, 'me');
  const user = JSON.parse(seen.replaceAll(/^```(json)?$/gm, '')) as Record<string, unknown>;
  const { last_login: lastLogin } = user['metadata'] as Record<string, string>;
  expect(user).toMatchObject({ identifier: 'ursula', displayName: 'Ursula', metadata, roles: ['users'] });
  expect(user['id']).toMatch(/^[0-9a-f-]{36}$/);
  for (const time of [user['createdAt'], lastLogin]) expect(time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  expect(await reply(first, 'example')).toContain('"identifier": "ada@example.com"');

  const second = await talks.newChat(first, { chatProfile: 'users' });
  expect(await told(second, /^You are/)).toContain(`- last login: ${lastLogin ?? ''}`);
});
