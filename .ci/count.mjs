// How a step went, as "<passed> <failed>", from its kind, its exit code and its files <step>.log and <step>.results/.
// A step that failed without saying of what, and one that should have tests and has none, count as one failure.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [kind, code, step] = process.argv.slice(2);
const ok = code === '0';

/** What vitest wrote about each of its runs; a file that did not load is a failure without a test. */
function countTests() {
  const folder = `${step}.results`;
  const runs = (existsSync(folder) ? readdirSync(folder) : []).map((file) =>
    JSON.parse(readFileSync(join(folder, file), 'utf8')),
  );
  const notLoaded = runs
    .flatMap(({ testResults }) => testResults)
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0);
  const sum = (name) => runs.reduce((total, run) => total + run[name], 0);
  return [sum('numPassedTests'), sum('numFailedTests') + notLoaded.length];
}

/** The last line of the form "N passed, N failed". */
function countFromLog() {
  const [last] = [...readFileSync(`${step}.log`, 'utf8').matchAll(/^(\d+) passed, (\d+) failed$/gm)].slice(
    -1,
  );
  return last ? [Number(last[1]), Number(last[2])] : [0, 0];
}

const counters = { check: () => [ok ? 1 : 0, 0], tests: countTests, sum: countFromLog };
const [passed, failed] = counters[kind]();
console.log(passed, failed === 0 && (!ok || passed === 0) ? 1 : failed);
