import './setup/require-node.mjs';
import { existsSync } from 'node:fs';
import { capture, endOnSignal } from './setup/children.mjs';
import { inRoot } from './setup/root.mjs';
import { setUp } from './setup/set-up.mjs';

const bin = (...path) => inRoot('node_modules', ...path);
const TSC = bin('typescript', 'bin', 'tsc');
const CRUISED = ['apps', 'libs', 'test', 'bench', 'examples'].filter((folder) => existsSync(inRoot(folder)));

/** What is checked, the slowest first. */
const CHECKS = {
  types: [TSC, '-p', 'tsconfig.json', '--noEmit'],
  'types of the page': [TSC, '-p', 'apps/web/tsconfig.json', '--noEmit'],
  lint: [bin('oxlint', 'bin', 'oxlint'), ...(process.stdout.isTTY ? [] : ['--format', 'unix'])],
  format: [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--cache', '--log-level', 'warn', '.'],
  dependencies: [
    bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
    '--config',
    '.dependency-cruiser.mjs',
    ...CRUISED,
  ],
  suppressions: ['scripts/lint/suppressions.mjs'],
  'snippets of the docs': ['scripts/lint/snippets.mjs'],
  'API pages': [bin('typedoc', 'bin', 'typedoc'), '--emit', 'none', '--logLevel', 'Warn'],
};

// `npm run check`, or `npm run check -- lint format` for some of it: everything runs, so that one run shows all
// there is to mend.
await setUp({ building: false });
endOnSignal();
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !Object.hasOwn(CHECKS, name));
if (unknown.length > 0) {
  console.error(`There is no check "${unknown[0]}". There are: ${Object.keys(CHECKS).join(', ')}.`);
  process.exit(2);
}
const queue = Object.entries(CHECKS).filter(([name]) => chosen.length === 0 || chosen.includes(name));
const summary = [];
// Two at a time: more only wait for each other on a small machine.
await Promise.all([work(), work()]);
console.log(`\n${summary.join('\n')}`);

async function work() {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [name, args] = next;
    const since = performance.now();
    const { code, output } = await capture(process.execPath, args);
    const took = `${((performance.now() - since) / 1000).toFixed(1)} s`;
    summary.push(`${code === 0 ? '✓' : '✗'} ${name}  ${took}`);
    if (code === 0) continue;
    process.exitCode = 1;
    console.log(`\n── ${name} ──\n${output.trim()}`);
  }
}
