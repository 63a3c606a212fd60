import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { EmbeddedPostgres } from '#libs/persistence';

declare module 'vitest' {
  export interface ProvidedContext {
    /** An embedded PostgreSQL for the whole run. */
    postgresUrl?: string;
  }
}

/** One PostgreSQL for all files of a run; each takes a database of its own in it (`openTestDatabase`). */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'heddle-test-'));
  const postgres = await EmbeddedPostgres.start({ dataFolder, durable: false, print: () => undefined });
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(postgres.folder, { recursive: true });
    await rm(dataFolder, { recursive: true, force: true });
  };
}
