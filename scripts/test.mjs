import './setup/require-node.mjs';
import { ended, endOnSignal, start } from './setup/children.mjs';
import { inRoot } from './setup/root.mjs';
import { setUp } from './setup/set-up.mjs';
import { startStandalone } from './setup/standalone.mjs';

/** Test lanes: the vitest projects of each, and what they need besides the packages. */
const LANES = {
  unit: { projects: ['unit'] },
  medium: { projects: ['medium'], built: true },
  sources: { projects: ['unit', 'medium'], built: true },
  e2e: { projects: ['e2e'], built: true, server: true },
  browser: { projects: ['browser'], built: true, server: true },
  package: { projects: ['package'], built: true },
};
const DEFAULT_LANES = ['sources', 'e2e'];

// `npm test`, or `npm test -- <lane> [what vitest understands]`. A lane that needs a server meets the one at
// HEDDLE_URL, else a standalone of its own.
const [first, ...rest] = process.argv.slice(2);
const named = first !== undefined && Object.hasOwn(LANES, first);
const lanes = named ? [first] : DEFAULT_LANES;
const forVitest = named ? rest : process.argv.slice(2);

await setUp({ building: lanes.some((lane) => LANES[lane].built) });
let standalone;
endOnSignal(() => standalone?.removeData());
const failed = [];
for (const lane of lanes) if (!(await passes(LANES[lane]))) failed.push(lane);
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}.`);
  process.exitCode = 1;
}

async function passes({ projects, server }) {
  const { HEDDLE_URL: given } = process.env;
  if (!server || given) return vitest(projects, process.env);
  try {
    standalone = await startStandalone();
    const passed = await vitest(projects, { ...process.env, HEDDLE_URL: standalone.url });
    if (!passed) console.error(`\n── the last lines of standalone ──\n${standalone.log()}`);
    await standalone.stop();
    return passed;
  } catch (error) {
    console.error(error.message);
    return false;
  }
}

async function vitest(projects, env) {
  const args = [
    inRoot('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    ...forVitest,
  ];
  return (await ended(start(process.execPath, args, { env }))) === 0;
}
