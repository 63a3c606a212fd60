import { createAccessor, defineChatApp, PersistedUser, User } from 'heddle';
import type { JsonObject } from 'heddle';

const GUEST = 'You are a guest: there is no user.';

/** Kept with the user, in every conversation. */
const role = createAccessor<string>('role', { default: 'none', scope: 'user' });
const preferences = createAccessor<JsonObject>('preferences', { default: {}, scope: 'user' });
const lastLogin = createAccessor<string>('last_login', { default: 'never before', scope: 'user' });

/** Who talks to the app: users that the deployment knows, guests, and users that an app makes by itself. */
export default defineChatApp({
  name: 'users',
  ui: { name: 'Users', description: 'Who talks to the app.' },

  onChatStart({ user }) {
    if (!user) return GUEST;
    const greeting = [
      `You are ${user.displayName ?? user.identifier}.`,
      `- role: ${role()}`,
      `- preferences: ${JSON.stringify(preferences())}`,
      `- last login: ${lastLogin()}`,
      '',
      'Say *me* to see what the app sees of you, *example* for users that an app makes by itself.',
    ].join('\n');
    lastLogin.set(new Date().toISOString());
    return greeting;
  },

  onMessage({ content }, { user }) {
    if (content.trim().toLowerCase() === 'example') return examples();
    return user ? asJson(user) : GUEST;
  },
});

function examples(): string {
  const user = new User({
    identifier: 'ada@example.com',
    displayName: 'Ada',
    metadata: { role: 'editor', preferences: { theme: 'dark' }, last_login: '2026-01-31T09:00:00Z' },
  });
  const id = 'd0f6b8a2-5c1e-4b6e-9d3a-8f2c7e1b0a94';
  const persisted = new PersistedUser({ ...user, id, createdAt: '2026-01-01T08:00:00Z' });
  return [
    `A user:\n${asJson(user)}`,
    `The same, as a deployment keeps it:\n${asJson(persisted)}`,
    `Another one, with metadata of its own:\n${asJson(new User({ identifier: 'grace' }))}`,
  ].join('\n\n');
}

function asJson(value: object): string {
  return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
}
