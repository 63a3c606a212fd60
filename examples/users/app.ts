import { defineChatApp, PersistedUser, User } from 'heddle';
import type { ChatContext } from 'heddle';

/** Who talks to the app: users that an app makes, users that the deployment knows, and guests. */
export default defineChatApp({
  name: 'users',
  ui: { name: 'Users', description: 'Who talks to the app.' },

  onChatStart(ctx) {
    const greeting = ctx.user ? signedIn(ctx) : 'You are a guest: there is no user.';
    if (ctx.user) ctx.user.metadata['last_login'] = new Date().toISOString();
    return `${greeting}\n\nSay *example* to see users that an app makes by itself.`;
  },

  onMessage(message, ctx) {
    if (message.content.trim().toLowerCase() !== 'example') {
      return ctx.user ? asJson(ctx.user) : 'You are a guest: there is no user.';
    }
    const user = new User({
      identifier: 'ada@example.com',
      displayName: 'Ada',
      metadata: { role: 'editor', preferences: { theme: 'dark' }, last_login: '2026-01-31T09:00:00Z' },
    });
    const persisted = new PersistedUser({ ...user, id: 'd0f6b8a2-5c1e-4b6e-9d3a-8f2c7e1b0a94' });
    return [
      `A user:\n${asJson(user)}`,
      `A user with an id (created: ${persisted.createdAt || 'not yet'}):\n${asJson(persisted)}`,
      `Another user's metadata is its own:\n${asJson(new User({ identifier: 'grace' }))}`,
    ].join('\n\n');
  },
});

function signedIn({ user }: ChatContext): string {
  const role = user?.metadata['role'] ?? 'no role';
  const last = user?.metadata['last_login'] ?? 'never before';
  return `You are ${user?.displayName ?? user?.identifier} (${String(role)}); last login: ${String(last)}.`;
}

function asJson(value: object): string {
  return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
}
