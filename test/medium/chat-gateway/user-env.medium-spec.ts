import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { SessionDisconnected } from '#libs/contracts';
import { UserEnvVault } from '#libs/live';
import type { ChatClient } from '../../support/chat-client.js';
import { eventually } from '../../support/messaging/eventually.js';
import { GatewayUnderTest } from './gateway-under-test.js';

const envKey = randomBytes(32);
const manifest = { userEnv: ['API_KEY'] };
const SECRET = 'sk-0b3a5fd27f0c';

let gateway: GatewayUnderTest;
const clients: ChatClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await gateway.close();
});

async function connect(...options: Parameters<GatewayUnderTest['connect']>): Promise<ChatClient> {
  const client = await gateway.connect(...options);
  clients.push(client);
  return client;
}

describe('an app that asks users for keys', () => {
  it('refuses who supplies none of them, or not all', async () => {
    gateway = await GatewayUnderTest.start({ envKey, manifest });
    expect(await gateway.refusal()).toBe('Missing user environment variables');
    expect(await gateway.refusal({ userEnv: { OTHER: 'x' } })).toBe(
      'Missing user environment variable: API_KEY',
    );
    expect(await gateway.refusal({ userEnv: { API_KEY: 'x'.repeat(4_097) } })).toContain('at most 4 KB');
  });

  it('finds what it asked for, and nothing else, as long as the session lives', async () => {
    gateway = await GatewayUnderTest.start({ envKey, manifest });
    const vault = new UserEnvVault(gateway.live, envKey);
    const client = await connect({ userEnv: { API_KEY: SECRET, NOT_ASKED_FOR: 'kept nowhere' } });
    expect(await vault.get(client.sessionId)).toEqual({ API_KEY: SECRET });
    client.close();
    await eventually(() => expect(gateway.of(SessionDisconnected)).toHaveLength(1));
    const again = await client.reconnected();
    clients.push(again);
    expect(await vault.get(client.sessionId)).toEqual({ API_KEY: SECRET });
    clients.push(await again.newChat({ userEnv: { API_KEY: SECRET } }));
    await eventually(async () => expect(await vault.get(client.sessionId)).toEqual({}));
  });

  it('learns from the session that there is something, and no event says what', async () => {
    gateway = await GatewayUnderTest.start({ envKey, manifest });
    const client = await connect({ userEnv: { API_KEY: SECRET } });
    await client.sayAcknowledged('hi');
    client.close();
    await eventually(() => expect(gateway.of(SessionDisconnected)).toHaveLength(1));
    expect(gateway.events.length).toBeGreaterThan(3);
    for (const { data } of gateway.events) expect(data.session.hasEnv).toBe(true);
    expect(JSON.stringify(gateway.events)).not.toContain(SECRET);
    expect(JSON.stringify(await gateway.live.getSession(client.sessionId))).not.toContain(SECRET);
  });

  it('cannot be used where the gateway has no key, and who connects is told so', async () => {
    gateway = await GatewayUnderTest.start({ manifest });
    expect(await gateway.refusal({ userEnv: { API_KEY: SECRET } })).toContain('HEDDLE_KEK');
  });
});

describe('an app that asks for nothing', () => {
  it('gets nothing of what a page sends by itself', async () => {
    gateway = await GatewayUnderTest.start({ envKey });
    const client = await connect({ sessionId: randomUUID(), userEnv: { API_KEY: SECRET } });
    expect(await new UserEnvVault(gateway.live, envKey).get(client.sessionId)).toEqual({});
    await client.sayAcknowledged('hi');
    await eventually(() => expect(gateway.names()).toContain('chat.message-received'));
    for (const { data } of gateway.events) expect(data.session.hasEnv).toBeUndefined();
  });
});
