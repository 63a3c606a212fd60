// Processes that outlive this script: started, recognised again, and ended by their id only.
import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const LAST_LINES = 15;

/** What tells a process from a later one with the same id: when it began, and whether it still runs. */
function beginningOf(pid) {
  if (process.platform !== 'linux') {
    try {
      return (
        execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
      );
    } catch {
      return undefined;
    }
  }
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

const recordPath = (layout, name) => join(layout.pids, `${name}.json`);

/** The running process of that name which this cluster started, if there is one. */
export function processOf(layout, name) {
  const path = recordPath(layout, name);
  if (!existsSync(path)) return undefined;
  const record = JSON.parse(readFileSync(path, 'utf8'));
  if (beginningOf(record.pid) === record.began) return record;
  rmSync(path, { force: true });
  return undefined;
}

/** All running processes of this cluster, in the order of their names. */
export function processesOf(layout) {
  return readdirSync(layout.pids)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => processOf(layout, file.slice(0, -'.json'.length)))
    .filter((record) => record !== undefined);
}

/** Starts a process in the background, with its output in the cluster's logs. */
export function startProcess(layout, { name, command, args, port, ...options }) {
  mkdirSync(layout.logs, { recursive: true });
  const log = join(layout.logs, `${name}.log`);
  const output = openSync(log, 'a');
  const child = spawn(command, args, {
    cwd: layout.root,
    ...options,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  if (child.pid === undefined) throw new Error(`${name}: ${command} could not be started.`);
  child.on('error', () => {});
  child.unref();
  const record = { name, pid: child.pid, began: beginningOf(child.pid), port, log };
  writeFileSync(recordPath(layout, name), JSON.stringify(record));
  return record;
}

/** The last lines of a log, set apart from what stands around them. */
export function lastLines(log) {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
  return lines
    .slice(-LAST_LINES)
    .map((line) => `    ${line}`)
    .join('\n');
}

/** Waits until a started process answers; fails as soon as it ends, with the end of its log. */
export async function untilReady(layout, record, isReady, seconds) {
  const deadline = Date.now() + seconds * 1000;
  while (!(await isReady())) {
    if (!processOf(layout, record.name)) {
      throw new Error(
        `${record.name} ended while starting; ${record.log} ends with\n${lastLines(record.log)}`,
      );
    }
    if (Date.now() > deadline) {
      throw new Error(
        `${record.name} is not ready after ${seconds} s; ${record.log} ends with\n${lastLines(record.log)}`,
      );
    }
    await pause(30);
  }
  return record;
}

/** Ends one process of this cluster and waits until it is gone; it is killed when it does not heed the signal. */
export async function stopProcess(layout, name, { signal = 'SIGTERM', seconds = 15 } = {}) {
  const record = processOf(layout, name);
  if (!record) return false;
  const runs = () => beginningOf(record.pid) === record.began;
  const send = (what) => {
    if (runs()) process.kill(record.pid, what);
  };
  send(signal);
  const deadline = Date.now() + seconds * 1000;
  let killed = false;
  while (runs()) {
    if (!killed && Date.now() > deadline) {
      send('SIGKILL');
      killed = true;
    }
    await pause(20);
  }
  rmSync(recordPath(layout, name), { force: true });
  return killed ? 'killed' : 'stopped';
}

/** Resident memory of a process in MB, its children included (postgres and nginx serve from theirs). */
export function residentMb(pid) {
  if (process.platform !== 'linux') return undefined;
  const family = [pid];
  for (const parent of family) {
    try {
      const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8');
      family.push(...children.split(' ').filter(Boolean).map(Number));
    } catch {
      // Ended meanwhile, or a kernel without this file: the process alone is counted.
    }
  }
  const kb = family.map((member) => {
    try {
      const rollup = readFileSync(`/proc/${member}/smaps_rollup`, 'utf8');
      return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return Math.round(kb.reduce((sum, one) => sum + one, 0) / 1024);
}
