// A process of its own, so that nothing else is in its memory: measures, and sends the figures to its parent.
import { randomUUID } from 'node:crypto';
import { Conversations, openCellStore, REMEMBERED_TURNS } from '#libs/conversation';
import { systemClock } from '#libs/platform';
import { defineChatApp, userSession } from 'heddle';
import { testChat } from 'heddle/testing';
import { percentile } from '../statistics.mjs';

const CELLS = 10_000;
const COMMITS = 10_000;
const GETS = 1_000_000;

/** What an app keeps of a conversation: about 1 KB as JSON, in five keys. */
function valuesOf(number) {
  const said = (text) => ({ timestamp: new Date(number).toISOString(), message: text, type: 'user' });
  return {
    user_preferences: { language: 'en', notifications: true, theme: 'light' },
    conversation_history: Array.from({ length: 8 }, (_, n) => said(`What is thread ${number} about, ${n}?`)),
    current_topic: null,
    last_interaction: new Date(number).toISOString(),
    user_score: number,
  };
}

/** Megabytes in use, after everything that nobody needs is gone. */
function heapMegabytes() {
  gc();
  gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

/** Cells as a worker holds them: claimed from a store elsewhere, each with as many turns behind it as are remembered. */
async function measureMemory() {
  const stored = (number) => ({
    fence: number + 1,
    values: JSON.parse(JSON.stringify(valuesOf(number))),
    doneTurns: Array.from({ length: REMEMBERED_TURNS }, () => randomUUID()),
    stoppedAt: 0,
    interacted: true,
    asks: {},
  });
  let claims = 0;
  const conversations = new Conversations({ claim: () => Promise.resolve(stored(claims++)) });
  let json = 0;
  for (let number = 0; number < CELLS; number++) json += JSON.stringify(valuesOf(number)).length;
  const before = heapMegabytes();
  for (let number = 0; number < CELLS; number++) await conversations.claim(randomUUID());
  const all = heapMegabytes() - before;
  // Still in use here, so that it was not gone before it was measured.
  if ((await conversations.claim(randomUUID())).isDone('')) throw new Error('No turn has this id.');
  return { all, data: json / 1e6, above: all - json / 1e6 };
}

/** Nanoseconds of one read, as a handler makes it. */
async function measureGets() {
  const time = (key) => {
    for (let n = 0; n < GETS / 10; n++) userSession.get(key);
    const start = process.hrtime.bigint();
    for (let n = 0; n < GETS; n++) userSession.get(key);
    return Number(process.hrtime.bigint() - start) / GETS;
  };
  const app = defineChatApp({
    name: 'cells',
    onMessage() {
      for (const [key, value] of Object.entries(valuesOf(1))) userSession.set(key, value);
      return JSON.stringify({ text: time('last_interaction'), object: time('user_preferences') });
    },
  });
  const chat = await testChat(app);
  try {
    const messages = await chat.say('How long does it take?');
    return JSON.parse(messages.at(-1).content);
  } finally {
    await chat.close();
  }
}

/** Microseconds from a turn's end to its writes being durable, one turn after another. */
async function measureCommits(store, changes) {
  const conversation = await new Conversations(store).claim(randomUUID());
  const keys = Object.keys(valuesOf(0)).slice(0, changes);
  const times = [];
  for (let n = 0; n < COMMITS * 1.2; n++) {
    const turn = conversation.begin(randomUUID());
    const values = valuesOf(n);
    for (const key of keys) turn.set(key, values[key]);
    const start = performance.now();
    await conversation.commit(turn);
    times.push((performance.now() - start) * 1000);
  }
  const counted = times.slice(COMMITS * 0.2);
  return { p50: percentile(counted, 0.5), p99: percentile(counted, 0.99) };
}

async function measureStore(options) {
  const store = await openCellStore({ clock: systemClock, ...options });
  const figures = { unchanged: await measureCommits(store, 0), changed: await measureCommits(store, 3) };
  await store.close();
  return figures;
}

const [redisUrl] = process.argv.slice(2);
const memory = await measureMemory();
const get = await measureGets();
const commit = { inProcess: await measureStore({}) };
if (redisUrl) commit.redis = await measureStore({ redisUrl });
process.send({ memory, get, commit });
process.on('disconnect', () => process.exit());
