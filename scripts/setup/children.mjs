import { spawn } from 'node:child_process';
import { ROOT } from './root.mjs';

const running = new Set();
let ending = false;

/** Starts a program in the repository's folder. It ends with this process. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

const exitOf = (child) =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 128));
  });

/** Resolves with the child's exit code, 128 when a signal ended it. Says nothing more once this process ends. */
export async function ended(child) {
  const code = await exitOf(child);
  return ending ? new Promise(() => {}) : code;
}

/** Runs a program to its end and keeps what it says. */
export async function capture(command, args, options = {}) {
  const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  const code = await ended(child);
  return { code, output: Buffer.concat(chunks).toString() };
}

/** Tells a child to end, and makes it after `patienceMs`. Resolves with its exit code. */
export async function stop(child, patienceMs = 15_000) {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? 128;
  const end = exitOf(child);
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  const code = await end;
  clearTimeout(timer);
  return code;
}

/**
 * Ends this process on Ctrl-C or SIGTERM, after its children and then `cleanUp`, which may take its time. Returns how to leave the signals
 * to somebody else again.
 *
 * @param {() => unknown} cleanUp
 */
export function endOnSignal(cleanUp = () => {}) {
  const end = (signal) => {
    if (ending) return;
    ending = true;
    void Promise.all([...running].map((child) => stop(child)))
      .then(() => cleanUp())
      .finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return () => {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  };
}
