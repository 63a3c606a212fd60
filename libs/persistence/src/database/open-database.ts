import { Logger } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import type { MigrationInterface } from 'typeorm';
import { DomainError } from '#libs/platform';
import { connectPatiently } from './connect-patiently.js';
import { HeddleNamingStrategy } from './heddle-naming.strategy.js';

const OLDEST_SERVER = 150_000;
const PATIENCE_MS = 30_000;
const CONNECTIONS = 5;
const CONNECT_TIMEOUT_MS = 5_000;
const SCHEMA_NAME = /^[a-z][a-z_]{0,30}$/;

/** A service's part of the database. */
export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database` of a PostgreSQL 15+. */
  readonly url: string;
  /** The service's own schema, named like the service; created when it is missing. */
  readonly schema: string;
  readonly entities: readonly Type[];
  /** Every migration, by hand and in order; class names end in a 13-digit timestamp. */
  readonly migrations: readonly Type<MigrationInterface>[];
  /** Connections at the most; 5 unless given. */
  readonly poolSize?: number;
  /** How long a database that is away is waited for; 30 s unless given. */
  readonly patienceMs?: number;
}

/**
 * Opens a service's schema and brings it up to date: the schema is created, then migrations run, each in its own
 * transaction, under a lock of the database, so that replicas starting together do it once. Tables are never
 * synchronised from entities. A database that is away is waited for, up to `patienceMs`.
 *
 * The URL must lead to PostgreSQL itself or to a pooler in session mode.
 *
 * @throws DomainError `unavailable` in words for the operator: not reachable, too old, not permitted
 */
export async function openDatabase(options: DatabaseOptions): Promise<DataSource> {
  const { url, schema } = options;
  if (!SCHEMA_NAME.test(schema)) throw new Error(`"${schema}" is no name for a schema`);
  const session = await connectPatiently(url, `heddle-${schema}`, options.patienceMs ?? PATIENCE_MS);
  try {
    await refuseOldServer(session);
    // Held until the session ends: whoever starts at the same time waits here and then finds the work done.
    await session.query("SELECT pg_advisory_lock(hashtext('heddle.migrations'), hashtext($1))", [schema]);
    await createSchema(session, schema);
    const dataSource = await createDataSource(options).initialize();
    try {
      const applied = await dataSource.runMigrations({ transaction: 'each' });
      if (applied.length > 0) {
        new Logger('Database').log(
          `schema ${schema}: applied ${applied.map((migration) => migration.name).join(', ')}`,
        );
      }
      return dataSource;
    } catch (error) {
      await dataSource.destroy();
      throw error;
    }
  } finally {
    await session.end();
  }
}

function createDataSource(options: DatabaseOptions): DataSource {
  const { url, schema, entities, migrations, poolSize = CONNECTIONS } = options;
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    schema,
    entities: [...entities],
    migrations: [...migrations],
    migrationsTableName: 'migrations',
    namingStrategy: new HeddleNamingStrategy(),
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    logging: false,
    poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: `heddle-${schema}`,
    poolErrorHandler: (error: unknown) => {
      // The last words of connections that were closed do not matter.
      if (!dataSource.isInitialized) return;
      new Logger('Database').warn(`schema ${schema}: a connection broke: ${String(error)}`);
    },
    extra: { keepAlive: true },
  });
  return dataSource;
}

async function refuseOldServer(session: Client): Promise<void> {
  const { rows } = await session.query<{ number: number; name: string }>(
    "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS name",
  );
  const version = rows[0];
  if (!version || version.number < OLDEST_SERVER) {
    throw new DomainError(
      'unavailable',
      `The database is PostgreSQL ${version?.name}; Heddle needs 15 or newer.`,
    );
  }
}

/** `IF NOT EXISTS` asks for the right to create schemas even when there is nothing to create. */
async function createSchema(session: Client, schema: string): Promise<void> {
  const { rows } = await session.query<{ there: boolean }>(
    'SELECT to_regnamespace($1) IS NOT NULL AS there',
    [schema],
  );
  if (rows[0]?.there) return;
  try {
    await session.query(`CREATE SCHEMA "${schema}"`);
  } catch (cause) {
    throw new DomainError(
      'unavailable',
      `The schema "${schema}" is missing and DATABASE_URL's user may not create it. Create it with "CREATE SCHEMA ${schema} AUTHORIZATION <user>".`,
      { cause },
    );
  }
}
