import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { capture } from './children.mjs';
import { progress, SetUpError } from './progress.mjs';
import { inRoot } from './root.mjs';

const MARK = inRoot('node_modules', '.heddle-lock');

/** What npm keeps in `node_modules` about what it installed. */
const INSTALLED = inRoot('node_modules', '.package-lock.json');

/** Installs the packages of the lockfile, unless they are there. */
export async function install() {
  const lockfile = readFileSync(inRoot('package-lock.json'), 'utf8');
  const wanted = createHash('sha256').update(`${process.platform} ${process.arch} ${lockfile}`).digest('hex');
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === wanted) return;
  if (!matches(JSON.parse(lockfile).packages)) await progress('installing packages', npmCi);
  writeFileSync(MARK, wanted);
}

/** Whether npm has already installed exactly this, started by hand. */
function matches(wanted) {
  if (!existsSync(INSTALLED)) return false;
  const { packages: found } = JSON.parse(readFileSync(INSTALLED, 'utf8'));
  const same = Object.entries(wanted).every(([path, { version, optional, devOptional, peer }]) => {
    if (path === '' || found[path]?.version === version) return true;
    return found[path] === undefined && Boolean(optional || devOptional || peer);
  });
  return same && Object.keys(found).every((path) => path in wanted);
}

async function npmCi() {
  // npm names itself in what it runs; without it the one on the PATH serves.
  const { npm_execpath: self, ...env } = process.env;
  const [command, ...first] = self ? [process.execPath, self] : ['npm'];
  // Nothing we use needs its install script.
  const args = [...first, 'ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { code, output } = await capture(command, args, {
    env,
    shell: !self && process.platform === 'win32',
  });
  if (code !== 0)
    throw new SetUpError(`${output.trim()}\n\nInstalling the packages failed (npm ci, exit code ${code}).`);
}
