import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Client, DatabaseError } from 'pg';
import { DomainError } from '#libs/platform';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** What waiting does not mend: wrong credentials, no such database, no permission. */
const HOPELESS = /^(28|3D|42)/;

/**
 * One connection to the database. A server that is away, starting or full is tried again, more and more slowly,
 * until `patienceMs` have passed.
 *
 * @throws DomainError `unavailable`, naming the server (never the password) and what it or the network said
 */
export async function connectPatiently(
  url: string,
  applicationName: string,
  patienceMs: number,
): Promise<Client> {
  const logger = new Logger('Database');
  const giveUpAt = Date.now() + patienceMs;
  for (let pause = FIRST_PAUSE_MS, told = false; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const client = new Client({
      connectionString: url,
      application_name: applicationName,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    });
    // Without a listener a connection that breaks later would end the process; the next query tells anyway.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      const hopeless = error instanceof DatabaseError && HOPELESS.test(error.code ?? '');
      if (hopeless || Date.now() + pause > giveUpAt) throw unreachable(url, error);
      if (!told) logger.warn(`waiting for the database at ${placeOf(url)}: ${reasonOf(error)}`);
      told = true;
      await sleep(pause);
    }
  }
}

function unreachable(url: string, cause: unknown): DomainError {
  return new DomainError(
    'unavailable',
    `The database at ${placeOf(url)} cannot be used: ${reasonOf(cause)}. Check DATABASE_URL and that PostgreSQL runs there.`,
    { cause },
  );
}

function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** An AggregateError, which a name with several addresses gives, has a code but no message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message) return error.message;
  return 'code' in error ? String(error.code) : error.name;
}
