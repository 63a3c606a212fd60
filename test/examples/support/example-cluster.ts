import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { stringifyCookie } from 'cookie';
import { expect, vi } from 'vitest';
import { CookieJar } from '../../medium/auth/cookie-jar.js';
import { freePort } from '../../medium/standalone/standalone-process.js';
import { HEDDLE_URL } from '../../support/chat-client.js';

export interface Replica {
  readonly url: string;
  readonly pid: number;
}

export interface NewUser {
  readonly displayName?: string;
  readonly metadata?: object;
  readonly role?: string;
}

const ROOT = join(import.meta.dirname, '../../..');
const CLI = join(ROOT, 'dist/apps/cli/src/main.js');
const READY_MS = 30_000;

/** Both processes of an app of the cluster. */
export function replicasOf(app: string): readonly [Replica, Replica] {
  const all = JSON.parse(process.env['HEDDLE_REPLICAS'] ?? '{}') as Record<string, Replica[]>;
  const [first, second] = all[app] ?? [];
  if (!first || !second)
    throw new Error(`This suite needs two of ${app}: npm run test:cluster -- --examples`);
  return [first, second];
}

/** Adds a user with a password that nobody knows, and signs in: a browser's cookies. */
export async function newUser(name: string, { displayName, metadata, role }: NewUser): Promise<string> {
  const password = randomBytes(12).toString('base64url');
  const options = [
    ...(displayName ? ['--display-name', displayName] : []),
    ...(metadata ? ['--metadata', JSON.stringify(metadata)] : []),
    ...(role ? ['--role', role] : []),
  ];
  const args = [CLI, 'user', 'add', name, ...options, '--password-stdin'];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', input: `${password}\n` });
  expect([status, stderr]).toEqual([0, '']);
  const browser = new CookieJar(HEDDLE_URL);
  expect((await browser.signIn(name, password)).status).toBe(200);
  return stringifyCookie(browser.cookies);
}

/** Kills a process, and waits until it is gone. */
export async function kill({ pid }: { readonly pid: number }): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 5_000 });
}

/** Workers that a test has started of its own. */
export class OwnWorkers {
  private readonly children: ChildProcess[] = [];

  /** Starts one more worker of an app, and waits until it takes work. */
  async start(file: string): Promise<void> {
    const port = await freePort();
    const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'warn' };
    const child = spawn(process.execPath, [CLI, 'worker', join(ROOT, file)], { env, stdio: 'inherit' });
    this.children.push(child);
    await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200), {
      timeout: READY_MS,
    });
  }

  /** Ends those that still run. */
  async stop(): Promise<void> {
    const running = this.children.splice(0).filter((child) => child.exitCode === null && !child.signalCode);
    await Promise.all(
      running.map((child) => {
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        return gone;
      }),
    );
  }
}
