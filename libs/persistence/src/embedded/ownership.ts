import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { folderInUse } from './embedded-error.js';

/** A lock id of our own: the letters of "heddle". */
const LOCK = 0x686564646c65;
const POLL_MS = 20;
/** How long the connection of a process that was killed may take to be noticed by the server. */
const PATIENCE_MS = 3_000;

/**
 * Makes this process the owner of a running server, by a lock that lasts as long as one connection: it ends with
 * the process, however that ends, so a leftover has no owner and a server in use has one.
 *
 * @returns undefined when the server does not answer
 * @throws DomainError when a living process owns it
 */
export async function takeOwnership(url: string, folder: string): Promise<Client | undefined> {
  const client = new Client({
    connectionString: url,
    application_name: 'heddle-owner',
    connectionTimeoutMillis: PATIENCE_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch {
    return undefined;
  }
  for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
    const { rows } = await client.query<{ own: boolean }>('SELECT pg_try_advisory_lock($1) AS own', [LOCK]);
    if (rows[0]?.own) {
      // The type declarations forget it.
      (client as Client & { unref(): void }).unref();
      return client;
    }
    await sleep(POLL_MS);
  }
  await client.end();
  throw folderInUse(folder);
}
