import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { HEDDLE_URL } from '../support/chat-client.js';
import type { ChatClient } from '../support/chat-client.js';
import { kill, newUser, OwnWorkers, replicasOf } from './support/example-cluster.js';
import { differencesOf, Flow } from './support/flow.js';
import { reply, Talks, told } from './support/talk.js';

const APP = 'test/examples/apps/session.app.ts';
/** Of each who talks while a worker is killed. */
const MESSAGES = 60;
const PROFILE = { chatProfile: 'session' };

const talks = new Talks();
const workers = new OwnWorkers();
let cookie: string;

const gateway = (number: number): { readonly url: string } => ({
  url: replicasOf('chat-gateway')[number % 2]?.url ?? '',
});

async function connect(number = 0): Promise<ChatClient> {
  const client = await talks.connect({ cookie, ...PROFILE, ...gateway(number) });
  await told(client, /^Welcome/);
  return client;
}

async function historyOf(client: ChatClient): Promise<string[]> {
  const entries = JSON.parse(await reply(client, '/history')) as { message: string; type: string }[];
  expect(new Set(entries.map(({ type }) => type))).toEqual(new Set(['user']));
  return entries.map(({ message }) => message);
}

async function metadataOfUser(): Promise<Record<string, unknown>> {
  const response = await fetch(`${HEDDLE_URL}/user`, { headers: { cookie } });
  return ((await response.json()) as { metadata: Record<string, unknown> }).metadata;
}

interface HeldTurn {
  readonly pid: number;
  readonly text: string;
  /** Resolves when another worker has done it. */
  over(): Promise<void>;
}

/** A turn that its worker does not end. */
async function heldTurn(client: ChatClient): Promise<HeldTurn> {
  const pid = Number(await reply(client, '/pid'));
  const text = `hold in ${pid}`;
  const id = crypto.randomUUID();
  expect(await client.sayAcknowledged(text, id)).toEqual({ ok: true });
  await told(client, new RegExp(`^held in ${pid}`));
  return { pid, text, over: () => client.turnOver(id, 0, 40_000) };
}

beforeAll(async () => {
  cookie = await newUser('sonja', { displayName: 'Sonja', role: 'session' });
});

afterEach(() => talks.closeAll());
afterAll(() => workers.stop());

describe('the session example on a cluster', () => {
  it('remembers, shows a level, takes settings, resumes on the other gateway, ends once', async () => {
    const first = await connect(0);
    expect(await told(first, /^Welcome/)).toBe('Welcome, Sonja! Level beginner, score 0.');
    expect(await reply(first, 'one')).toBe('[en] You said: one\n\nLevel beginner, score 1.');
    for (const text of ['2', '3', '4', '5', '6', '7', '8', '9']) await first.ask(text);
    expect(await reply(first, 'ten')).toContain('Level expert, score 10.');

    const other = await connect(1);
    await other.changeSettings({ language: 'fr', theme: 'dark' });
    expect(await told(other, /^Saved/)).toBe('Saved: language fr, theme dark, notifications on.');
    expect(await reply(other, 'salut')).toMatch(/^\[fr\] /);

    const { threadId } = first;
    first.close();
    const resumed = await talks.connect({ cookie, threadId, ...PROFILE, ...gateway(1) });
    await resumed.event('resume_thread');
    expect(await told(resumed, /^Welcome back/)).toBe('Welcome back, Sonja!');
    expect(await reply(resumed, 'eleven')).toMatch(/^\[fr\] .*\n\nLevel expert, score 11\.$/);
    expect(await historyOf(resumed)).toEqual([
      'one',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      'ten',
      'eleven',
    ]);

    const next = await talks.newChat(resumed, { ...PROFILE, ...gateway(0) });
    expect(await told(next, /^Welcome/)).toBe(
      'Welcome, Sonja! Last time: 11 messages, the last "eleven", score 11. Level beginner, score 0.',
    );
    await vi.waitFor(
      async () =>
        expect(await metadataOfUser()).toMatchObject({
          last_score: 11,
          last_summary: '11 messages, the last "eleven"',
          preferences: { language: 'fr', theme: 'dark', notifications: true },
          ends: 1,
        }),
      { timeout: 10_000 },
    );
  });

  it(
    'has every message once when workers are killed between turns and inside of one',
    { timeout: 180_000 },
    async () => {
      const [between, inside] = [await connect(0), await connect(1)];
      const flows = await Promise.all(
        [0, 1, 2, 3].map(async (number) => new Flow(await connect(number), `flow ${number}`)),
      );
      const acknowledged = (): number => flows.reduce((sum, flow) => sum + flow.acknowledged.length, 0);
      /** Everybody talks meanwhile: before it, and after it. */
      const amidTalk = async (deed: () => Promise<void>): Promise<void> => {
        const before = acknowledged();
        const talk = Promise.all(flows.map((flow) => flow.say(MESSAGES)));
        await vi.waitFor(() => expect(acknowledged()).toBeGreaterThan(before));
        await deed();
        expect(acknowledged()).toBeLessThan(before + flows.length * MESSAGES);
        await talk;
      };

      await between.ask('before the kill');
      const idle = { pid: Number(await reply(between, '/pid')) };
      await amidTalk(() => kill(idle));
      await between.ask('after the kill');
      await workers.start(APP);
      const held = await heldTurn(inside);
      await amidTalk(() => kill(held));
      await held.over();
      await inside.ask('after the held one');

      expect(await historyOf(between)).toEqual(['before the kill', 'after the kill']);
      expect(await historyOf(inside)).toEqual([held.text, 'after the held one']);
      for (const { client, acknowledged } of flows) {
        const differences = differencesOf(acknowledged, await historyOf(client));
        expect(differences).toEqual({ lost: [], doubled: [], outOfOrder: [] });
      }
      console.log(
        `2 workers killed; ${acknowledged()} messages acknowledged meanwhile, 0 lost, 0 doubled, 0 out of order`,
      );
    },
  );
});
