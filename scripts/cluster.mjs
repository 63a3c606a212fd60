// npm run cluster up|apps|down|status: Heddle's parts, or all of Heddle, as separate processes on this machine.
import './setup/require-node.mjs';
import { rmSync } from 'node:fs';
import { setUp } from './setup/set-up.mjs';

const USAGE = `npm run cluster up [-- --apps --fresh --local]   Kafka, Redis and PostgreSQL; with --apps what "apps" starts too
npm run cluster apps [-- --fresh --local]        besides, two of every service, two workers and nginx in front
npm run cluster status                           what runs
npm run cluster down [-- --fresh]                ends it all; with --fresh its data goes too

By docker compose where an engine answers (not with --local), else by java, maven, redis-server and nginx of this
machine. --no-build takes what is built as it is. Logs, process ids and data are in .heddle/cluster.
HEDDLE_CLUSTER_PORTS (18000) is the first of a range of 100 ports, PORT (8000) the edge's. HEDDLE_CACHE names a
folder that keeps Kafka's jars for other clones.`;

const say = (line) => console.log(`  ${line}`);

async function up(layout, { apps, fresh, local }) {
  const { startEverything, stopEverything } = await import('./cluster/cluster.mjs');
  const { startParts } = await import('./cluster/parts.mjs');
  if (fresh) {
    await stopEverything(layout, { say, data: true });
    rmSync(layout.logs, { recursive: true, force: true });
  }
  const options = { say, apps, local, durable: true, makeArchive: true };
  const environment = await startParts(layout, options);
  if (apps) await startEverything(layout, environment, options);
  for (const [name, value] of Object.entries(environment)) console.log(`${name}=${value}`);
  if (apps) console.log(`Heddle: http://localhost:${layout.edgePort}`);
}

async function down(layout, { fresh }) {
  const { stopEverything } = await import('./cluster/cluster.mjs');
  const ended = await stopEverything(layout, { say, data: fresh });
  if (ended.length === 0) say('nothing runs');
}

async function status(layout) {
  const { statusOf } = await import('./cluster/cluster.mjs');
  const rows = await statusOf(layout);
  if (rows.length === 0) say('nothing runs');
  else console.table(Object.fromEntries(rows.map(({ name, ...row }) => [name, row])));
  if (rows.some(({ health }) => health !== 'ok')) process.exitCode = 1;
}

const [verb, ...flags] = process.argv.slice(2);
const verbs = {
  up,
  apps: (layout, options) => up(layout, { ...options, apps: true }),
  down,
  status,
};
const unknown = flags.filter((flag) => !['--apps', '--fresh', '--local', '--no-build'].includes(flag));
if (!Object.hasOwn(verbs, verb ?? '') || unknown.length > 0) {
  console.error(unknown.length > 0 ? `Unknown: ${unknown.join(' ')}\n\n${USAGE}` : USAGE);
  process.exit(2);
}
try {
  const has = (flag) => flags.includes(flag);
  await setUp({ building: (verb === 'up' || verb === 'apps') && !has('--no-build') });
  const { layoutOf } = await import('./cluster/layout.mjs');
  await verbs[verb](layoutOf(), { apps: has('--apps'), fresh: has('--fresh'), local: has('--local') });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
