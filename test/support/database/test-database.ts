import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import { EmbeddedPostgres } from '#libs/persistence';

/** An empty database. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it; whoever is still connected is thrown out. */
  drop(): Promise<void>;
}

/**
 * An empty database of the caller's own: in the given PostgreSQL, else in the run's where there is one, else in one
 * of its own. For `beforeAll`: a file takes one, and its tests keep apart by ids.
 */
export async function openTestDatabase(server?: string): Promise<TestDatabase> {
  const shared = server ?? inject('postgresUrl');
  if (shared) return databaseIn(shared);
  const dataFolder = await mkdtemp(join(tmpdir(), 'heddle-test-'));
  const postgres = await EmbeddedPostgres.start({ dataFolder, durable: false, print: () => undefined });
  return {
    url: postgres.url,
    drop: async () => {
      await postgres.stop();
      await rm(postgres.folder, { recursive: true });
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

async function databaseIn(server: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runOn(server, `CREATE DATABASE ${name} TEMPLATE template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runOn(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function runOn(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
