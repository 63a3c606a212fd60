// How a step went, as "<passed> <failed>". A check is one. Tests are counted from what vitest wrote about each run;
// a file that did not load, a run that failed beside its tests and a step without any test count as one failure.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [kind, code, folder] = process.argv.slice(2);
const ok = code === '0';

function countTests() {
  let passed = 0;
  let failed = 0;
  const files = existsSync(folder) ? readdirSync(folder) : [];
  for (const file of files) {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(
      readFileSync(join(folder, file), 'utf8'),
    );
    const notLoaded = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    );
    passed += numPassedTests;
    failed += numFailedTests + notLoaded.length;
  }
  if (failed === 0 && (!ok || passed === 0)) failed = 1;
  return [passed, failed];
}

const counts = kind === 'tests' ? countTests() : [ok ? 1 : 0, ok ? 0 : 1];
console.log(counts.join(' '));
