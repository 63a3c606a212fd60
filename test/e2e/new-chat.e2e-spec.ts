import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { defineChatApp } from '#libs/sdk';
import { ChatClient } from '../support/chat-client.js';
import { deployApp } from '../support/deployed-app.js';
import type { DeployedApp } from '../support/deployed-app.js';

const PROFILE = 'Ending';

/** What the hooks did, in order: hook and thread. */
const ran: string[] = [];

const app = defineChatApp({
  name: 'ending',
  setChatProfiles: [{ name: PROFILE, markdownDescription: 'Ends in order.' }],
  onChatStart: (ctx) => void ran.push(`start ${ctx.threadId}`),
  async onChatEnd(ctx) {
    ran.push(`end ${ctx.threadId}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    ran.push(`ended ${ctx.threadId}`);
  },
});

let deployed: DeployedApp;
const clients: ChatClient[] = [];

beforeAll(async () => {
  deployed = await deployApp(app);
});

afterAll(() => deployed.stop());

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

async function kept(connecting: Promise<ChatClient>): Promise<ChatClient> {
  const client = await connecting;
  clients.push(client);
  return client;
}

async function startedIn(connecting: Promise<ChatClient>): Promise<ChatClient> {
  const client = await kept(connecting);
  await client.event('update_message', (step) => step['name'] === 'on_chat_start');
  return client;
}

it('a new chat ends the conversation before it once, and starts after that', async () => {
  const first = await startedIn(ChatClient.connect({ origin: deployed.origin, chatProfile: PROFILE }));
  const next = await startedIn(first.newChat({ chatProfile: PROFILE }));
  const [before, after] = [first.threadId, next.threadId];
  const ofBoth = ran.filter((entry) => entry.endsWith(before) || entry.endsWith(after));
  expect(ofBoth).toEqual([`start ${before}`, `end ${before}`, `ended ${before}`, `start ${after}`]);
  await startedIn(next.newChat({ chatProfile: PROFILE }));
  expect(ran.filter((entry) => entry === `end ${before}`)).toHaveLength(1);
});

it('a new chat in one of two tabs ends nothing', async () => {
  const one = await startedIn(ChatClient.connect({ origin: deployed.origin, chatProfile: PROFILE }));
  const { threadId } = one;
  const other = await kept(
    ChatClient.connect({ origin: deployed.origin, cookie: one.cookie, chatProfile: PROFILE, threadId }),
  );
  await startedIn(one.newChat({ chatProfile: PROFILE }));
  await other.ask('still here');
  expect(ran).not.toContain(`end ${threadId}`);
  clients.push(await other.newChat({ chatProfile: PROFILE }));
  await vi.waitFor(() => expect(ran).toContain(`ended ${threadId}`), { timeout: 10_000 });
  expect(ran.filter((entry) => entry === `end ${threadId}`)).toHaveLength(1);
});
