// npm run bench: how fast Heddle is here. See bench/README.md.
import '../scripts/setup/require-node.mjs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { endOnSignal } from '../scripts/setup/children.mjs';
import { ROOT } from '../scripts/setup/root.mjs';
import { setUp } from '../scripts/setup/set-up.mjs';

const USAGE = `npm run bench -- turn [--cluster] [--clients 50] [--seconds 10] [--rounds 3] [--app echo|stream] [--json]
npm run bench -- profiles [--clients 20] [--seconds 10] [--rounds 3] [--json]
npm run bench -- cells [--cluster] [--rounds 3] [--json]

turn: chat clients that speak without a pause, to standalone or, with --cluster, to two of every service and two
workers on Kafka, Redis and PostgreSQL of this machine. --app: one of the two apps only.
profiles: pages of a signed-in user that ask standalone for profiles and settings without a pause.
cells: conversations in one worker's memory: their room, a read, a turn's commit; with --cluster to Redis too.
--no-build takes what is built.`;

const options = {
  cluster: { type: 'boolean', default: false },
  clients: { type: 'string' },
  seconds: { type: 'string', default: '10' },
  rounds: { type: 'string', default: '3' },
  app: { type: 'string' },
  json: { type: 'boolean', default: false },
  'no-build': { type: 'boolean', default: false },
};

/** What can be measured, and with how many clients unless told otherwise. */
const SUBJECTS = { turn: '50', profiles: '20', cells: '1' };

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const subject = positionals.join();
    if (!Object.hasOwn(SUBJECTS, subject)) throw new Error('What is to be measured?');
    values.clients ??= SUBJECTS[subject];
    const numbers = ['clients', 'seconds', 'rounds'].map((name) => [name, Number(values[name])]);
    for (const [name, value] of numbers)
      if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number above 0.`);
    if (values.app !== undefined && !['echo', 'stream'].includes(values.app))
      throw new Error('--app must be echo or stream.');
    if (subject === 'profiles' && (values.cluster || values.app !== undefined))
      throw new Error('profiles are measured on standalone, with an app of their own.');
    if (subject === 'cells' && (values.clients !== '1' || values.app !== undefined))
      throw new Error('cells are measured without clients, with an app of their own.');
    return { subject, ...values, ...Object.fromEntries(numbers) };
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exit(2);
  }
}

const given = readArguments();
process.chdir(ROOT);
// With --json what is said on the way goes elsewhere, so that the output is JSON and nothing else.
const say = (line) => console.error(`  ${line}`);
await setUp({ building: !given['no-build'] });
const { faultsOf, showCells, showClients, showProfiles, showTurns } = await import('./report.mjs');

let running;
endOnSignal(() => running?.stop());

/** Starts a system, measures it and ends it, whatever happens. */
async function measuring(start, measure) {
  running = await start();
  try {
    return await measure(running);
  } finally {
    await running.stop();
    running = undefined;
  }
}

async function startSystem(file) {
  if (!given.cluster) return (await import('./systems/standalone.mjs')).startStandalone(file);
  return (await import('./systems/cluster.mjs')).startCluster(file);
}

const { clients, seconds, rounds } = given;
const machine = `${cpus().length} × ${cpus()[0]?.model}, Node ${process.versions.node}`;
const system = given.cluster ? 'the cluster' : 'standalone';
const report = { machine, system, clients, seconds, loadBefore: loadavg() };
say(
  `${machine}; load average ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`,
);

async function benchTurns() {
  const { APPS, measureClients, measureTurns } = await import('./turn.mjs');
  say('the clients against a server that does nothing');
  const { startNothing } = await import('./systems/nothing.mjs');
  report.nothing = await measuring(startNothing, (nothing) =>
    measureClients(nothing, APPS.echo, { clients, seconds: Math.min(seconds, 5), checking: false }),
  );
  if (!given.json) console.log(showClients({ clients, result: report.nothing }));
  report.apps = {};
  for (const app of given.app ? [given.app] : Object.keys(APPS)) {
    say(`starting ${system} with ${app}`);
    const result = await measuring(
      () => startSystem(APPS[app].file),
      (started) => measureTurns(started, APPS[app], { clients, seconds, rounds, say }),
    );
    report.apps[app] = result;
    if (!given.json) console.log(showTurns({ system, app, clients, result }));
    if (faultsOf(result) === 0) continue;
    console.error(
      `\nTHE HISTORY IS WRONG: ${app} on ${system} lost, doubled or reordered what it acknowledged.`,
    );
    process.exitCode = 1;
  }
}

async function benchProfiles() {
  const { measureProfiles, PROFILES_APP } = await import('./profiles.mjs');
  const { startStandalone } = await import('./systems/standalone.mjs');
  say('starting standalone with sign-in');
  report.profiles = await measuring(
    () => startStandalone(PROFILES_APP, { HEDDLE_AUTH: 'on' }),
    (started) => measureProfiles(started, { clients, seconds, rounds, say }),
  );
  if (!given.json) console.log(showProfiles({ clients, ...report.profiles }));
}

async function benchCells() {
  const { measureCells } = await import('./cells.mjs');
  const { startRedisAlone } = await import('./systems/redis.mjs');
  const nothing = () => ({ stop: () => {} });
  report.cells = await measuring(given.cluster ? startRedisAlone : nothing, (parts) =>
    measureCells(parts, { rounds, say }),
  );
  if (!given.json) console.log(showCells(report.cells));
}

await { turn: benchTurns, profiles: benchProfiles, cells: benchCells }[given.subject]();
if (given.json) console.log(JSON.stringify(report, null, 2));
if (loadavg()[0] > cpus().length * 1.5)
  say('The machine was busy with other work: read the figures as bounds, not as what it can do.');
process.exit();
