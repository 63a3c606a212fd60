import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { capture } from './children.mjs';
import { progress, SetUpError } from './progress.mjs';
import { inRoot } from './root.mjs';
import { compiled, filesIn, fingerprint, isCode, serverSources } from './sources.mjs';

/** Where standalone starts. */
export const STANDALONE = inRoot('dist', 'apps', 'standalone', 'src', 'main.js');

/** tsc's memory of its last run; without it everything is compiled anew. */
const TSC_STATE = inRoot('dist', '.tsbuildinfo');
const BUILT = inRoot('dist', '.built.json');
/** Lucide's icons, as the profile service reads them where its package is not installed. */
const ICONS = 'dist/apps/profile/src/icons/lucide.json';
export const TSC = [
  inRoot('node_modules', 'typescript', 'bin', 'tsc'),
  '-p',
  'tsconfig.build.json',
  '--incremental',
  '--tsBuildInfoFile',
  TSC_STATE,
  ...(process.stdout.isTTY ? ['--pretty'] : []),
];
const VITE = [
  inRoot('node_modules', 'vite', 'bin', 'vite.js'),
  'build',
  '--config',
  'apps/web/vite.config.ts',
];

/** Builds the server and the page, each unless it is up to date. */
export async function build() {
  const built = existsSync(BUILT) ? JSON.parse(readFileSync(BUILT, 'utf8')) : {};
  const lockfile = 'package-lock.json';
  const parts = [
    {
      name: 'server',
      state: fingerprint([...serverSources(), 'tsconfig.json', 'tsconfig.build.json', lockfile]),
      result: STANDALONE,
      make: buildServer,
    },
    {
      name: 'page',
      state: fingerprint([...filesIn('apps/web'), lockfile]),
      result: inRoot('dist', 'web', 'index.html'),
      make: buildPage,
    },
  ].filter(({ name, state, result }) => built[name] !== state || !existsSync(result));
  const outcomes = await Promise.allSettled(
    parts.map(({ name, state, make }) =>
      progress(`building the ${name}`, make).then(() => {
        built[name] = state;
        writeFileSync(BUILT, JSON.stringify(built));
      }),
    ),
  );
  const failures = outcomes.flatMap(({ reason }) => reason ?? []);
  if (failures.length > 0) throw new SetUpError(failures.map(({ message }) => message).join('\n\n'));
}

async function buildServer() {
  mkdirSync(inRoot('dist'), { recursive: true });
  sweep();
  await run('The server does not compile', TSC);
  copyAssets();
  await writeIcons();
}

const buildPage = () => run('The page does not build', VITE);

async function run(failure, args) {
  const { code, output } = await capture(process.execPath, args);
  if (code !== 0) throw new SetUpError(`${output.trim()}\n\n${failure}.`);
}

/** Removes what earlier builds left of sources that are gone. */
export function sweep() {
  const sources = serverSources();
  const known = new Set([
    ICONS,
    ...sources.flatMap((path) => {
      const js = compiled(path);
      return isCode(path) ? [js, `${js}.map`, js.replace(/js$/, 'd.ts')] : [`dist/${path}`];
    }),
  ]);
  for (const path of [...filesIn('dist/apps'), ...filesIn('dist/libs')])
    if (!known.has(path)) rmSync(inRoot(path));
  // tsc does not miss what somebody else has deleted.
  if (sources.some((path) => isCode(path) && !existsSync(inRoot(compiled(path)))))
    rmSync(TSC_STATE, { force: true });
}

/** Some two thousand icons in one file of a megabyte; by what the service itself does in a clone. */
async function writeIcons() {
  const reader = pathToFileURL(inRoot(dirname(ICONS), 'lucide-package.js'));
  const { readLucidePackage } = await import(reader);
  writeFileSync(inRoot(ICONS), JSON.stringify(await readLucidePackage()));
}

/** What a module reads at run time from beside it lies beside it in `dist` too. */
export function copyAssets() {
  for (const path of serverSources().filter((source) => /\/src\//.test(source) && !isCode(source))) {
    mkdirSync(dirname(inRoot('dist', path)), { recursive: true });
    copyFileSync(inRoot(path), inRoot('dist', path));
  }
}
