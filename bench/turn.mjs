// Turns of a chat app on one system: how fast, at what cost, and whether the history has them.
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { checkHistory } from './chat/history.mjs';
import { speak } from './chat/load.mjs';
import { RawClient } from './chat/raw-client.mjs';
import { cpuOf, memoryOf } from './processes.mjs';
import { percentile } from './statistics.mjs';

const WARM_UP_MS = 2000;
/** After the start, before the memory at rest is read. */
const REST_MS = 3000;
const TOKENS = 2000;

/** The chat apps: what a client says, what must be answered, and how many tokens that is. */
export const APPS = {
  echo: {
    file: 'bench/apps/echo.ts',
    text: 'How are the threads kept apart?',
    answerTo: (text) => text,
    tokens: 1,
  },
  stream: {
    file: 'bench/apps/stream.ts',
    text: String(TOKENS),
    answerTo: (text) => Array.from({ length: Number(text) }, (_, token) => `${token} `).join(''),
    tokens: TOKENS,
  },
};

/** A system under measurement: `rounds` times one client alone, then many at once. */
export async function measureTurns(system, app, options) {
  await pause(REST_MS);
  const memoryAtRest = memoryOf(system.processes);
  const rounds = [];
  for (let round = 1; round <= options.rounds; round++) {
    options.say(`round ${round} of ${options.rounds}`);
    const alone = await measureClients(system, app, { ...options, clients: 1 });
    const together = await measureClients(system, app, options);
    rounds.push({ load: loadavg()[0], alone, together });
  }
  return { memoryAtRest, memoryAtEnd: memoryOf(system.processes), rounds };
}

/** Clients that speak without a pause, and what became of what they said. */
export async function measureClients({ url, processes }, app, { clients: count, seconds, checking = true }) {
  const clients = await Promise.all(Array.from({ length: count }, () => RawClient.connect(url)));
  try {
    const measure = () => ({ cpu: cpuOf(processes), client: process.cpuUsage() });
    const spoken = await speak(clients, {
      text: app.text,
      warmUpMs: WARM_UP_MS,
      ms: seconds * 1000,
      measure,
    });
    const history = checking ? await checkHistory(clients, spoken.last, app.answerTo) : undefined;
    return { ...figuresOf(spoken, app), ...(history ? { history } : {}) };
  } finally {
    for (const client of clients) client.close();
  }
}

function figuresOf({ turns, seconds, before, after }, { tokens }) {
  const first = turns.map((turn) => turn.first);
  const { user, system } = after.client;
  const clientSeconds = (user + system - before.client.user - before.client.system) / 1e6;
  const cpu = Object.entries(after.cpu).map(([name, spent]) => [name, spent - (before.cpu[name] ?? 0)]);
  const perTurn = cpu.map(([name, spent]) => [name, (spent * 1e6) / turns.length]);
  const all = perTurn.reduce((sum, [, microseconds]) => sum + microseconds, 0);
  return {
    turnsPerSecond: turns.length / seconds,
    tokensPerSecond: (turns.length * tokens) / seconds,
    firstP50: percentile(first, 0.5),
    firstP99: percentile(first, 0.99),
    framesPerTurn: turns.reduce((sum, { frames }) => sum + frames, 0) / turns.length,
    cpuPerTurn: { ...Object.fromEntries(perTurn), all },
    cpuPerToken: all / tokens,
    clientCpu: clientSeconds / seconds,
  };
}
