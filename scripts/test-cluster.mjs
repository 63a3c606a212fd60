// npm run test:cluster [-- --browser]: the contract suites on real Kafka, Redis and PostgreSQL, then the end-to-end
// suite against two of every service and two workers behind nginx, and deaths among them; with --browser the page in
// Chromium too. After that the examples, on a second cluster where users sign in and each example has two workers.
// With --examples only that. The clusters are of their own, on free ports and with fresh data; they always end with the tests.
import './setup/require-node.mjs';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ended, endOnSignal, start } from './setup/children.mjs';
import { inRoot } from './setup/root.mjs';
import { setUp } from './setup/set-up.mjs';

const FLAGS = ['--browser', '--examples', '--no-build', '--local'];
const RESULTS = join(process.env.HEDDLE_DATA || inRoot('.heddle'), 'ci');

const flags = process.argv.slice(2).filter((argument) => FLAGS.includes(argument));
const forVitest = process.argv.slice(2).filter((argument) => !FLAGS.includes(argument));
const COMPLAINT = /"level":"(error|fatal)"|\[(error|crit|emerg)\]|^\s+at .*\.js:/;
/** Settings of whoever starts the tests, which would make the cluster another one. */
const SETTINGS =
  /^(HEDDLE_(AUTH|APP)|PORT|PUBLIC_URL|AUTH_URL|KAFKA_|REDIS_|DATABASE_|FILES_|OPENAI_|SESSION_|LOG_)/;
const say = (line) => console.log(`  ${line}`);
const results = { passed: 0, failed: 0 };

/** Runs one vitest project; its results go to a file and into the sum. */
async function run(project, name, env, more = []) {
  console.log(`\n── ${name} ──`);
  const file = join(RESULTS, `${name}.json`);
  rmSync(file, { force: true });
  const args = [inRoot('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', project];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const child = start(process.execPath, [...args, ...reporters, ...more, ...forVitest], {
    env: { ...process.env, ...env },
  });
  const code = await ended(child);
  const result = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = result;
  results.passed += passed;
  // A file that does not even load has no test that fails.
  results.failed += code === 0 ? failed : Math.max(failed, 1);
  return code === 0;
}

for (const name of Object.keys(process.env)) if (SETTINGS.test(name)) delete process.env[name];
await setUp({ building: !flags.includes('--no-build') });
const { startEverything, stopEverything } = await import('./cluster/cluster.mjs');
const { freeRange, layoutOf } = await import('./cluster/layout.mjs');
const { startParts } = await import('./cluster/parts.mjs');
const { processesOf, processOf } = await import('./cluster/processes.mjs');

const local = flags.includes('--local');
const options = { say, apps: true, local, durable: false, makeArchive: false };
/** The cluster that runs now: one at a time. */
let layout;

/** Ends the cluster; an app that has to be killed does not end as it should. */
async function end() {
  if (!layout) return;
  const outcomes = await stopEverything(layout, { say, data: true });
  const killed = outcomes.filter(({ outcome }) => outcome === 'killed').map(({ name }) => name);
  if (killed.length > 0) {
    console.error(`Did not end when told to: ${killed.join(', ')}.`);
    results.failed += killed.length;
  }
}

/** What the suites are told of the cluster: its address, and its processes, so that a test can kill one. */
function environmentOf(parts) {
  const replicas = (app) =>
    layout.ports(app).map((port, index) => {
      const record = processOf(layout, `${app}-${index + 1}`);
      return { url: `http://127.0.0.1:${port}`, pid: record?.pid };
    });
  return {
    ...parts,
    HEDDLE_LANE: 'cluster',
    HEDDLE_URL: `http://127.0.0.1:${layout.edgePort}`,
    HEDDLE_GATEWAYS: JSON.stringify(replicas('chat-gateway')),
    HEDDLE_WORKERS: JSON.stringify(replicas('assistant')),
    HEDDLE_REPLICAS: JSON.stringify(Object.fromEntries(layout.apps.map((app) => [app, replicas(app)]))),
  };
}

/** What the apps and the edge had to complain about. */
function showComplaints() {
  for (const { name, log } of processesOf(layout)) {
    const complaints = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => COMPLAINT.test(line));
    if (complaints.length > 0) console.log(`\n${name}: the last complaints of ${log}`);
    for (const line of complaints.slice(-10)) console.log(`    ${line.slice(0, 500)}`);
  }
}

/** One suite against the apps; what an earlier one has killed runs again before. */
async function runOnApps(parts, project, name, more) {
  await startEverything(layout, parts, options);
  if (!(await run(project, name, environmentOf(parts), more))) showComplaints();
}

/** A cluster with nothing in it, for as long as `work` takes. */
async function onCluster(name, layoutOptions, work) {
  const firstPort = await freeRange();
  layout = layoutOf({ name, firstPort, edgePort: firstPort, ...layoutOptions });
  try {
    await stopEverything(layout, { say, data: true });
    rmSync(layout.logs, { recursive: true, force: true });
    console.log(`\n── the cluster "${name}" ──`);
    await work(await startParts(layout, options));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    results.failed += 1;
  } finally {
    console.log();
    await end();
  }
}

mkdirSync(RESULTS, { recursive: true });
endOnSignal(end);
const everything = async (parts) => {
  await run('cluster', 'cluster', parts);
  // What runs on servers of its own is the same with a cluster beside it.
  const own = ['--exclude', 'test/browser/examples/**', '--exclude', '**/*.own-app.browser-spec.ts'];
  if (flags.includes('--browser')) await runOnApps(parts, 'browser', 'cluster-browser', own);
  // After the page: apps of these tests stay known, and the page would offer their profiles.
  await runOnApps(parts, 'e2e', 'cluster-e2e');
  await runOnApps(parts, 'replicas', 'cluster-replicas');
};
if (!flags.includes('--examples')) await onCluster('test', {}, everything);
await onCluster('examples', { examples: true }, (parts) =>
  runOnApps({ ...parts, HEDDLE_AUTH: 'on' }, 'examples', 'cluster-examples'),
);
console.log(`\n${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed > 0 ? 1 : 0);
