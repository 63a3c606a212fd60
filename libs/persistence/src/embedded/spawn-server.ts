import { spawn } from 'node:child_process';
import { chown, open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { folderInUse, folderNotUsable, noEmbeddedDatabase } from './embedded-error.js';
import { readPostmaster } from './postmaster.js';
import type { Postmaster } from './postmaster.js';
import { cannotRun, TOOL_ENVIRONMENT } from './run-tool.js';
import type { ServerFolder } from './server-folder.js';

const POLL_MS = 10;
/** Recovery after a crash may take a while. */
const START_TIMEOUT_MS = 60_000;

/** For one machine's one user: little memory, no helpers, local connections only. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  min_wal_size: '32MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  log_checkpoints: 'off',
  max_worker_processes: '1',
  max_parallel_workers_per_gather: '0',
  autovacuum_max_workers: '1',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/**
 * Starts a server in the folder and waits until it takes connections.
 *
 * @param durable false gives up safety against a crash of the machine for speed: for tests
 */
export async function spawnServer(
  folder: ServerFolder,
  program: string,
  durable: boolean,
): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      return await startOn(port, folder, program, durable);
    } catch (error) {
      // Somebody else took the port in the meantime.
      const portLost = error instanceof Error && error.message.includes('could not bind');
      if (!portLost || attempt === 3) throw error;
    }
  }
}

async function startOn(
  port: number,
  folder: ServerFolder,
  program: string,
  durable: boolean,
): Promise<Postmaster> {
  const settings = {
    ...SETTINGS,
    port: String(port),
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const log = await open(folder.log, 'w', 0o600);
  try {
    if (folder.user) await chown(folder.log, folder.user.uid, folder.user.gid);
    const child = spawn(
      program,
      ['-D', folder.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      {
        ...folder.user,
        cwd: folder.path,
        env: TOOL_ENVIRONMENT,
        stdio: ['ignore', log.fd, log.fd],
        // A group of its own: Ctrl-C reaches us alone, and the database outlives what still uses it.
        detached: true,
      },
    );
    let failure: Error | undefined;
    let ended = false;
    child.once('error', (cause) => (failure = cannotRun(program, cause)));
    child.once('exit', () => (ended = true));
    child.unref();
    for (let waited = 0; waited < START_TIMEOUT_MS; waited += POLL_MS) {
      if (failure) throw failure;
      if (ended) throw await startFailure(folder);
      const postmaster = await readPostmaster(folder.data);
      if (postmaster?.pid === child.pid && postmaster?.isReady) return postmaster;
      await sleep(POLL_MS);
    }
    child.kill('SIGQUIT');
    throw noEmbeddedDatabase(`The embedded database is not ready after a minute; see ${folder.log}.`);
  } finally {
    await log.close();
  }
}

async function startFailure(folder: ServerFolder): Promise<Error> {
  const lines = (await readFile(folder.log, 'utf8').catch(() => '')).split('\n').filter(Boolean);
  const reason = lines.find((line) => /(FATAL|PANIC|error):/i.test(line) || line.includes('could not bind'));
  if (reason?.includes('postmaster.pid')) return folderInUse(folder.path);
  if (reason?.includes('No space left')) return folderNotUsable(folder.path, new Error(reason));
  const said = (reason ?? lines.at(-1) ?? 'it said nothing').replace(/^.*?(FATAL|PANIC|LOG):\s*/, '');
  return noEmbeddedDatabase(`The embedded database does not start: ${said}.`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
