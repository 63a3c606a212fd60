// npm run parity: is every public name of Chainlit in docs/from-chainlit.md, with a status that holds?
import './setup/require-node.mjs';
import { existsSync, readFileSync } from 'node:fs';
import { fetchWheel, REFERENCE } from './parity/wheel.mjs';
import { capture } from './setup/children.mjs';
import { inRoot } from './setup/root.mjs';

const PAGE = 'docs/from-chainlit.md';
const STATUSES = ['works', 'later', 'no'];

const names = await publicNames();
const rows = rowsOf(readFileSync(inRoot(PAGE), 'utf8'));
const problems = [
  ...Object.entries(names).flatMap(([name, module]) =>
    rows.has(name) ? [] : [`${module}.${name} is missing`],
  ),
  ...[...rows].flatMap(([name, row]) => problemsOf(name, row)),
];
const count = (status) => [...rows.values()].filter((row) => row.status === status).length;
console.log(`${Object.keys(names).length} public names of ${REFERENCE}; ${PAGE} has ${rows.size}:`);
for (const status of STATUSES) console.log(`  ${status}: ${count(status)}`);
for (const problem of problems) console.error(`✗ ${problem}`);
console.log(problems.length === 0 ? '✓ parity' : `✗ parity: ${problems.length} to mend in ${PAGE}`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** The names by the module that has them, read from the package without running or installing it. */
async function publicNames() {
  const { code, output } = await capture('python3', [
    inRoot('scripts/parity/public_names.py'),
    await fetchWheel().catch((error) => fail(error.message)),
  ]);
  if (code !== 0) fail(output);
  return JSON.parse(output);
}

/** The rows of the page's tables: name → status and the rest of the cell. A row is `| `name` … | … | status … |`. */
function rowsOf(page) {
  const rows = new Map();
  for (const line of page.split('\n')) {
    const cells = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
    const name = /^`(?:await )?@?(?:cl\.)?(?:input_widget\.)?(\w+)/.exec(cells[0] ?? '')?.[1];
    if (name === undefined || cells.length < 3) continue;
    const last = cells.at(-1);
    rows.set(name, { status: /^\w+/.exec(last)?.[0], proof: last });
  }
  return rows;
}

/** A name that works names a test: `path › title`. Both have to be there, so that the page cannot outlive the test. */
function problemsOf(name, { status, proof }) {
  if (!STATUSES.includes(status))
    return [`${name}: its status is "${status}", which is none of ${STATUSES.join(', ')}`];
  if (status !== 'works')
    return proof.length > status.length + 3 ? [] : [`${name}: "${status}" needs a reason`];
  const [, file, title] = /`(test\/[^`]*?) › ([^`]*)`/.exec(proof) ?? [];
  if (!file) return [`${name}: "works" needs the id of a test, \`path › title\``];
  if (!existsSync(inRoot(file))) return [`${name}: there is no ${file}`];
  return readFileSync(inRoot(file), 'utf8').includes(title)
    ? []
    : [`${name}: ${file} has no test "${title}"`];
}

function fail(why) {
  console.error(why);
  process.exit(1);
}
