import { createHash, randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DomainError } from '#libs/platform';
import { folderNotUsable, hasCode, noEmbeddedDatabase } from './embedded-error.js';
import { isAlive } from './postmaster.js';
import { runTool } from './run-tool.js';
import { canTraverse, chooseSystemUser } from './system-user.js';
import type { SystemUser } from './system-user.js';

/** Where the server's own user can always get through. Root alone writes here. */
const SYSTEM_FOLDER = '/var/lib/heddle';
const MAJOR_VERSION = '18';
const DRAFT = /^draft-(\d+)$/;

/** The name of the server's superuser. */
export const SUPERUSER = 'heddle';

/** Where an embedded server keeps what it has. */
export interface ServerFolder {
  readonly path: string;
  /** PostgreSQL's own data directory. */
  readonly data: string;
  readonly log: string;
  readonly password: string;
  /** Where copies of the programs may go, should they be needed. */
  readonly copies: string;
  /** Whom the server runs as; undefined for our own user. */
  readonly user: SystemUser | undefined;
}

/**
 * Makes the folder `postgres` in the data folder ready for a server. When we are root and the server's user cannot
 * get through to it, a folder under /var/lib/heddle takes its place, and a line says so.
 */
export async function prepareServerFolder(
  dataFolder: string,
  print: (line: string) => void,
): Promise<ServerFolder> {
  let path = resolve(dataFolder, 'postgres');
  try {
    await mkdir(dataFolder, { recursive: true });
    const user = await chooseSystemUser(join(path, 'data'));
    const home = await realpath(dataFolder);
    path = join(home, 'postgres');
    if (user && !(await canTraverse(home, user))) {
      const hash = createHash('sha256').update(home).digest('hex').slice(0, 16);
      path = join(SYSTEM_FOLDER, hash);
      print(`The embedded database keeps its data in ${path}, because its system user cannot enter ${home}.`);
    }
    await mkdir(path, { recursive: true, mode: user ? 0o755 : 0o700 });
    if (user) await chown(path, user.uid, user.gid);
    const password = await keptPassword(join(path, 'password'), user);
    const copies = user ? SYSTEM_FOLDER : path;
    return { path, data: join(path, 'data'), log: join(path, 'postgres.log'), password, copies, user };
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw folderNotUsable(path, error);
  }
}

/** Creates the data directory unless it is there; whole or not at all. */
export async function initialise(folder: ServerFolder, initdb: string): Promise<void> {
  const version = await readFile(join(folder.data, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version?.trim() === MAJOR_VERSION) return;
  if (version !== undefined) {
    throw noEmbeddedDatabase(
      `The data in ${folder.data} is of PostgreSQL ${version.trim()}, and this Heddle brings ${MAJOR_VERSION}: move that folder away to start empty.`,
    );
  }
  const draft = join(folder.path, `draft-${process.pid}`);
  try {
    await removeAbandonedDrafts(folder.path);
    await runTool(initdb, initdbArguments(folder, draft), folder.user);
    await rename(draft, folder.data);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process was faster; whether it may be shared is decided when the server is looked for.
    if (hasCode(error, 'ENOTEMPTY', 'EEXIST')) return;
    throw error instanceof DomainError ? error : folderNotUsable(folder.path, error);
  }
}

function initdbArguments(folder: ServerFolder, data: string): string[] {
  return [
    `--pgdata=${data}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${join(folder.path, 'password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same order and case rules on every machine, whatever locales it has.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
}

/** Drawn once; the file belongs to the server's user, because initdb reads it. */
async function keptPassword(file: string, user: SystemUser | undefined): Promise<string> {
  try {
    await writeFile(file, randomBytes(24).toString('hex'), { flag: 'wx', mode: 0o600 });
    if (user) await chown(file, user.uid, user.gid);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}

async function removeAbandonedDrafts(path: string): Promise<void> {
  for (const name of await readdir(path)) {
    const pid = Number(DRAFT.exec(name)?.[1]);
    if (pid && (pid === process.pid || !isAlive(pid))) await rm(join(path, name), { recursive: true });
  }
}
