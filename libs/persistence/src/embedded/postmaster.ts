import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { hasCode } from './embedded-error.js';

const POLL_MS = 10;
/** A fast shutdown waits for a checkpoint; after that the server is told to stop at once and recovers next time. */
const PATIENCE_MS = 10_000;

/** The server that runs, or ran, in a data directory. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Whether it takes connections. */
  readonly isReady: boolean;
}

/** What `postmaster.pid` says; undefined when there is none or it is half written. */
export async function readPostmaster(data: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(fileIn(data), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!pid) return undefined;
  return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
}

/**
 * The server that still runs in the data directory, whoever started it. The file of one that is gone is removed:
 * its process id may be another program's by now, and PostgreSQL would then refuse to start.
 */
export async function findRunning(data: string): Promise<Postmaster | undefined> {
  const postmaster = await readPostmaster(data);
  if (!postmaster) return undefined;
  if (isAlive(postmaster.pid) && (await commandOf(postmaster.pid)).includes(data)) return postmaster;
  await rm(fileIn(data), { force: true });
  return undefined;
}

/** Ends a server: fast, then, if that takes too long, immediately. Resolves once it is gone. */
export async function endPostmaster(pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  if (await isGone(pid)) return;
  signal(pid, 'SIGQUIT');
  await isGone(pid);
}

/** Sends a signal to a process that may be gone. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}

/** Whether a process with this id runs, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

async function isGone(pid: number): Promise<boolean> {
  for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
    if (!isAlive(pid)) return true;
    await sleep(POLL_MS);
  }
  return false;
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return text.replaceAll('\0', ' ');
  }
  const ps = promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
  return ps.then(
    ({ stdout }) => stdout,
    () => '',
  );
}

function fileIn(data: string): string {
  return join(data, 'postmaster.pid');
}
