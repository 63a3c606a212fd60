import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { HEDDLE_URL } from '../support/chat-client.js';
import type { ChatClient, LocalFile } from '../support/chat-client.js';
import { kill, newUser, OwnWorkers, replicasOf } from './support/example-cluster.js';
import { reply, Talks, textsOf, told } from './support/talk.js';

const APP = 'examples/profiles/app.ts';
const CSV: LocalFile = { name: 'sales.csv', type: 'text/csv', content: 'month,sum\nMay,1\nJune,2\n' };
const READ = ['Got sales.csv: 23 bytes of text/csv.', 'It has 3 lines and begins with "month,sum".'];
const HTML: LocalFile = { name: 'loom.html', type: 'text/html', content: '<p>A loom</p>' };

const talks = new Talks();
const workers = new OwnWorkers();
let member: string;
let admin: string;

beforeAll(async () => {
  member = await newUser('mia', { displayName: 'Mia', metadata: { role: 'member' } });
  admin = await newUser('adam', { displayName: 'Adam', metadata: { role: 'admin' } });
});

afterEach(() => talks.closeAll());
afterAll(() => workers.stop());

interface Offered {
  readonly name: string;
  readonly default: boolean;
  readonly icon: string;
  readonly starters: { readonly icon: string }[];
}

async function offeredTo(cookie: string): Promise<Offered[]> {
  const response = await fetch(`${HEDDLE_URL}/project/settings?language=en-US`, { headers: { cookie } });
  return ((await response.json()) as { chatProfiles: Offered[] }).chatProfiles;
}

async function askedForFile(gateway: number): Promise<ChatClient> {
  const url = replicasOf('chat-gateway')[gateway % 2]?.url ?? '';
  const client = await talks.connect({ cookie: member, chatProfile: 'analyst', url });
  client.say('my data');
  expect((await client.nextAsk()).spec).toMatchObject({
    type: 'file',
    accept: ['text/csv', 'application/json', 'text/plain'],
  });
  return client;
}

/** Uploads the file for the question that is open, and answers with it. */
async function answerWithFile(client: ChatClient): Promise<void> {
  const question = client.questions.at(-1);
  const { status, body } = await client.upload(CSV, String(question?.msg['parentId']));
  expect(status).toBe(200);
  client.answer([{ id: body['id'], name: CSV.name, type: CSV.type }]);
  await told(client, /Processing: my data/);
  expect(textsOf(client).slice(-3)).toEqual([...READ, '[analyst] Processing: my data']);
}

describe('the profiles example on a cluster', () => {
  it('offers a member two profiles and an administrator three, with icons that are there', async () => {
    const [forMember, forAdmin] = [await offeredTo(member), await offeredTo(admin)];
    expect(forMember.map(({ name }) => name)).toEqual(['assistant', 'analyst']);
    expect(forAdmin.map(({ name }) => name)).toEqual(['assistant', 'analyst', 'admin']);
    expect(forAdmin.map((profile) => profile.default)).toEqual([true, false, false]);
    expect(forAdmin.map(({ starters }) => starters.length)).toEqual([2, 2, 1]);
    const icons = forAdmin.flatMap(({ icon, starters }) => [
      icon,
      ...starters.map((starter) => starter.icon),
    ]);
    expect(new Set(icons).size).toBe(8);
    for (const icon of icons) {
      const response = await fetch(new URL(icon, HEDDLE_URL));
      expect([icon, response.status, response.headers.get('content-type')]).toEqual([
        icon,
        200,
        expect.stringContaining('image/svg+xml'),
      ]);
    }
  });

  it('greets by profile, and says under which it processes a message', async () => {
    const greetings = new Set<string>();
    for (const chatProfile of ['assistant', 'analyst', 'admin']) {
      const client = await talks.connect({ cookie: admin, chatProfile });
      greetings.add(await told(client, /^Hello/));
      expect(await reply(client, 'hello')).toBe(`[${chatProfile}] Processing: hello`);
    }
    expect(greetings.size).toBe(3);
  });

  it('refuses a member the administrators’ profile: one error message, no hook', async () => {
    const client = await talks.connect({ cookie: member, chatProfile: 'admin' });
    const refusal = await told(client, /admin/);
    expect(refusal).not.toContain('Hello');
    client.say('/status');
    await client.until('the second refusal', () => textsOf(client).length > 1);
    expect(textsOf(client)).toEqual([refusal, refusal]);
    const errors = client.received.filter(({ event, data }) => event === 'new_message' && data['isError']);
    expect(errors).toHaveLength(2);
  });

  it('refuses a file of another type, and says which are taken', async () => {
    const client = await askedForFile(0);
    const parent = String(client.questions.at(-1)?.msg['parentId']);
    const { status, body } = await client.upload(HTML, parent);
    expect(status).toBe(400);
    expect(body['detail']).toContain('text/csv');
    await answerWithFile(client);
  });

  it(
    'reads a file in whichever worker, also when the one that asked was killed',
    { timeout: 120_000 },
    async () => {
      const asked = await Promise.all(Array.from({ length: 6 }, (_, number) => askedForFile(number)));
      const [first, second] = replicasOf('worker-profiles');
      await kill(first);
      for (const client of asked.slice(0, 3)) await answerWithFile(client);
      await workers.start(APP);
      await kill(second);
      for (const client of asked.slice(3)) await answerWithFile(client);
    },
  );

  it('tells the true state of the services', { timeout: 90_000 }, async () => {
    const client = await talks.connect({ cookie: admin, chatProfile: 'admin' });
    await told(client, /^Hello/);
    const status = async (): Promise<Record<string, string>> => {
      const from = textsOf(client).length;
      await client.ask('/status');
      const [table] = textsOf(client).slice(from);
      return Object.fromEntries(
        [...(table ?? '').matchAll(/^\| ([a-z-]+) \| (\w+) \|/gm)].map(([, service, state]) => [
          service ?? '',
          state ?? '',
        ]),
      );
    };
    const all = { auth: 'ready', session: 'ready', profile: 'ready', 'chat-gateway': 'ready' };
    expect(await status()).toMatchObject(all);
    // The last test of the file: nobody offers profiles after it.
    for (const replica of replicasOf('profile')) await kill(replica);
    await vi.waitFor(async () => expect(await status()).toMatchObject({ ...all, profile: 'away' }), {
      timeout: 30_000,
    });
  });
});
