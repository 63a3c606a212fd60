import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { defineChatApp } from '#libs/sdk';
import { ChatClient } from '../support/chat-client.js';
import { deployApp } from '../support/deployed-app.js';
import type { DeployedApp } from '../support/deployed-app.js';

const PROFILE = 'Keyed';

const app = defineChatApp({
  name: 'keyed',
  setChatProfiles: [{ name: PROFILE, markdownDescription: 'Needs a key.' }],
  userEnv: ['SECRET_KEY'],
  onMessage: (_message, ctx) =>
    `${Object.keys(ctx.env).join()} is ${createHash('sha256').update(String(ctx.env['SECRET_KEY'])).digest('hex')}`,
});

let deployed: DeployedApp;

beforeAll(async () => {
  deployed = await deployApp(app);
});

afterAll(() => deployed.stop());

it('an app gets the keys it asked for, as long as the session lives; without them nobody chats', async () => {
  const options = { origin: deployed.origin, chatProfile: PROFILE };
  expect(await ChatClient.refusal(options)).toBe('Missing user environment variables');
  const missing = await ChatClient.refusal({ ...options, userEnv: { OTHER: 'x' } });
  expect(missing).toBe('Missing user environment variable: SECRET_KEY');

  const secret = `sk-${randomUUID()}`;
  const client = await ChatClient.connect({ ...options, userEnv: { SECRET_KEY: secret, OTHER: 'x' } });
  const said = `SECRET_KEY is ${createHash('sha256').update(secret).digest('hex')}`;
  await client.ask('which?');
  await client.event('new_message', ({ output }) => output === said);
  client.close();
  // Pages send their keys again; what counts is what was kept.
  const again = await client.reconnected({ threadId: client.threadId });
  const from = again.received.length;
  await again.ask('and now?');
  await again.event('new_message', ({ output }) => output === said, from);
  again.close();
  await vi.waitFor(async () => {
    const records = await deployed.records();
    const ofSession = records.filter((record) => record.includes(client.sessionId));
    expect(ofSession.filter((record) => record.includes('session.disconnected'))).toHaveLength(2);
    expect(records.filter((record) => record.includes(said)).length).toBeGreaterThan(0);
    expect(records.filter((record) => record.includes(secret))).toEqual([]);
  });
});
