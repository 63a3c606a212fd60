import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EmbeddedPostgres } from '#libs/persistence';
import { endPostmaster, findRunning } from '../../../libs/persistence/src/embedded/postmaster.js';

interface Held {
  readonly url: string;
  readonly adopted: boolean;
}

const isRoot = process.getuid?.() === 0;

describe('EmbeddedPostgres', { timeout: 60_000 }, () => {
  let dataFolder: string;
  let children: ChildProcess[];
  const printed: string[] = [];
  const start = () => EmbeddedPostgres.start({ dataFolder, print: (line) => printed.push(line) });

  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'heddle-embedded-'));
    await chmod(dataFolder, 0o755);
    children = [];
    printed.length = 0;
  });

  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    const leftover = await findRunning(join(dataFolder, 'postgres', 'data'));
    if (leftover) await endPostmaster(leftover.pid);
    await rm(dataFolder, { recursive: true });
  });

  /** Another process that holds the database of the folder. */
  async function hold(...args: string[]): Promise<{ child: ChildProcess; held: Held }> {
    const child = fork(join(import.meta.dirname, 'hold-postgres.ts'), [dataFolder, ...args], {
      execArgv: ['-C', 'heddle-source', '--import', '@oxc-node/core/register'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    children.push(child);
    const [held] = (await once(child, 'message')) as [Held];
    return { child, held };
  }

  it('keeps what was written from one start to the next, with a secret password', async () => {
    const first = await start();
    expect(first.adopted).toBe(false);
    await run(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    expect((await stat(join(first.folder, 'password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(first.folder, 'data'))).mode & 0o777).toBe(0o700);
    expect(await EmbeddedPostgres.addressOf(dataFolder)).toBe(first.url);
    await first.stop();
    await first.stop();
    expect(await EmbeddedPostgres.addressOf(dataFolder)).toBeUndefined();
    expect(await answers(first.url)).toBe(false);

    const second = await start();
    expect(await run(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    const guessed = new URL(second.url);
    guessed.password = 'heddle';
    expect(await answers(guessed.href)).toBe(false);
    await second.stop();
  });

  it('is safe against a crash of the machine, and listens on the loopback alone', async () => {
    const postgres = await start();
    const settings = await run(
      postgres.url,
      "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'listen_addresses', 'unix_socket_directories') ORDER BY name",
    );
    expect(settings.map(({ setting }) => setting)).toEqual(['on', '127.0.0.1', '']);
    await postgres.stop();
  });

  it('is not taken from a process that lives, and taken over from one that was killed', async () => {
    const { child, held } = await hold();
    await run(held.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await expect(start()).rejects.toThrow(/Another Heddle uses the database in .*HEDDLE_DATA/);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const heir = await start();
    expect(heir.adopted).toBe(true);
    expect(heir.url).toBe(held.url);
    expect(await run(heir.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await heir.stop();
    expect(await answers(held.url)).toBe(false);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with a process that dies of %s', async (signal) => {
    const { child, held } = await hold();
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([null, signal]);
    await vi.waitFor(async () => expect(await answers(held.url)).toBe(false), 5_000);
  });

  it('ends with a process that throws', async () => {
    const { child, held } = await hold('throw');
    if (child.exitCode === null) await once(child, 'exit');
    await vi.waitFor(async () => expect(await answers(held.url)).toBe(false), 5_000);
  });

  it('starts although the process id it left behind is another program’s by now', async () => {
    const first = await start();
    await first.stop();
    await writeFile(
      join(first.folder, 'data', 'postmaster.pid'),
      `${process.pid}\n${first.folder}/data\n0\n1\n`,
    );
    const second = await start();
    expect(second.adopted).toBe(false);
    await second.stop();
  });

  it.runIf(isRoot)('moves, and says so, when its system user cannot enter the data folder', async () => {
    await chmod(dataFolder, 0o700);
    const postgres = await start();
    expect(postgres.folder).toMatch(/^\/var\/lib\/heddle\/[0-9a-f]{16}$/);
    expect(printed).toEqual([expect.stringContaining(postgres.folder)]);
    await postgres.stop();
    await rm(postgres.folder, { recursive: true });
    await chmod(dataFolder, 0o755);
  });

  it('tells how to go on when the folder cannot be made', async () => {
    await writeFile(join(dataFolder, 'file'), '');
    const failure = EmbeddedPostgres.start({ dataFolder: join(dataFolder, 'file') });
    await expect(failure).rejects.toThrow(/set HEDDLE_DATA .*Or set DATABASE_URL to a PostgreSQL 15\+/);
  });

  it('does not touch data of another major version', async () => {
    const first = await start();
    await first.stop();
    const file = join(first.folder, 'data', 'PG_VERSION');
    await writeFile(file, '17\n');
    await expect(start()).rejects.toThrow(/is of PostgreSQL 17, and this Heddle brings 18/);
    await writeFile(file, '18\n');
  });
});

async function run(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  return run(url, 'SELECT 1').then(
    () => true,
    () => false,
  );
}
