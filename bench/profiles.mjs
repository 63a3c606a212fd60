// What a page asks for before anything else: the profiles and settings of a user who is signed in.
import { Agent, get } from 'node:http';
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { capture } from '../scripts/setup/children.mjs';
import { inRoot } from '../scripts/setup/root.mjs';
import { cpuOf } from './processes.mjs';
import { percentile } from './statistics.mjs';

const WARM_UP_MS = 2000;
const CLI = inRoot('dist', 'apps', 'cli', 'src', 'main.js');
const PATH = '/project/settings?language=en-US&chat_profile=Analyst';

/** The app whose profiles are asked for. */
export const PROFILES_APP = 'bench/apps/profiles.ts';

/** `rounds` times one client alone, then many at once, each asking again as soon as it is answered. */
export async function measureProfiles(system, { clients, seconds, rounds, say }) {
  const cookie = await signIn(system);
  await whileAbsent(() => ask(system.url, cookie, new Agent()));
  const measured = [];
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`);
    const alone = await askAlong(system, cookie, 1, seconds);
    const together = await askAlong(system, cookie, clients, seconds);
    measured.push({ load: loadavg()[0], alone, together });
  }
  return { rounds: measured };
}

/** A new user's cookies. */
async function signIn({ url, data }) {
  const { DATABASE_URL: _, ...env } = process.env;
  const { code, output } = await capture(
    process.execPath,
    [CLI, 'user', 'add', 'bench', '--role', 'editor'],
    {
      env: { ...env, HEDDLE_DATA: data },
    },
  );
  if (code !== 0) throw new Error(output);
  const password = /^Password: (.+)$/m.exec(output)[1];
  const body = new URLSearchParams({ username: 'bench', password });
  const response = await fetch(`${url}/login`, { method: 'POST', body });
  if (!response.ok) throw new Error(`POST /login was answered with ${response.status}.`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

/** Until the app has announced itself and its profiles are there. */
async function whileAbsent(settings) {
  for (let tries = 0; (await settings()).chatProfiles.length === 0; tries++) {
    if (tries > 200) throw new Error('The app does not show its profiles.');
    await pause(50);
  }
}

async function askAlong({ url, processes }, cookie, count, seconds) {
  const times = [];
  let counting = false;
  let going = true;
  const loops = Array.from({ length: count }, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (going) {
      const since = performance.now();
      await ask(url, cookie, agent);
      if (counting) times.push(performance.now() - since);
    }
    agent.destroy();
  });
  const window = (async () => {
    await pause(WARM_UP_MS);
    const cpu = cpuOf(processes).heddle;
    const since = performance.now();
    counting = true;
    await pause(seconds * 1000);
    counting = false;
    const took = (performance.now() - since) / 1000;
    going = false;
    return { took, cpu: cpuOf(processes).heddle - cpu };
  })();
  const [{ took, cpu }] = await Promise.all([window, ...loops]);
  return {
    answersPerSecond: times.length / took,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    cpuPerAnswer: (cpu * 1e6) / times.length,
  };
}

function ask(url, cookie, agent) {
  return new Promise((resolve, reject) => {
    get(`${url}${PATH}`, { agent, headers: { cookie } }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        if (response.statusCode === 200) resolve(JSON.parse(Buffer.concat(chunks).toString()));
        else reject(new Error(`GET ${PATH} was answered with ${response.statusCode}.`));
      });
    }).on('error', reject);
  });
}
