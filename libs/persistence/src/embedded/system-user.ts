import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { noEmbeddedDatabase } from './embedded-error.js';

/** PostgreSQL refuses to run as root; these are there already, best first. */
const CANDIDATES = ['postgres', '_postgres', 'nobody', 'daemon'];

/** Whom the server runs as when we are root. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** The user to run the server as; undefined for our own. An existing data folder keeps its owner. */
export async function chooseSystemUser(dataFolder: string): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const existing = await stat(dataFolder).catch(() => undefined);
  if (existing && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  const accounts = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n');
  for (const name of CANDIDATES) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (Number(uid) > 0 && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw noEmbeddedDatabase(
    `PostgreSQL does not run as root and this machine has none of the users ${CANDIDATES.join(', ')}: start Heddle as an ordinary user.`,
  );
}

/** Whether the user may pass through every folder down to and including `folder`, which exists. */
export async function canTraverse(folder: string, user: SystemUser): Promise<boolean> {
  for (let path = await realpath(folder); ; path = dirname(path)) {
    const { mode, uid, gid } = await stat(path);
    const needed = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & needed) === 0) return false;
    if (path === dirname(path)) return true;
  }
}
