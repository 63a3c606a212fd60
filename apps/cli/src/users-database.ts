import { resolve } from 'node:path';
import { IsOptional, IsString } from 'class-validator';
import type { DataSource } from 'typeorm';
import { EmbeddedPostgres, openDatabase } from '#libs/persistence';
import { loadConfig } from '#libs/platform';
import { authDatabase } from '../../auth/src/auth.database.js';

/** Where the users are. */
class UsersConfig {
  /** The database whose users are meant; the embedded one in HEDDLE_DATA unless given. */
  @IsOptional()
  @IsString()
  DATABASE_URL?: string;

  /** The folder that a standalone process keeps everything in, running or not. */
  @IsString()
  HEDDLE_DATA: string = '.heddle';
}

/** Does something with the users' database; an embedded one that nobody runs is started for it. */
export async function withUsers<T>(
  env: NodeJS.ProcessEnv,
  work: (users: DataSource) => Promise<T>,
): Promise<T> {
  const config = loadConfig(UsersConfig, env);
  const dataFolder = resolve(config.HEDDLE_DATA);
  const running = config.DATABASE_URL ?? (await EmbeddedPostgres.addressOf(dataFolder));
  if (running) return inDatabase(running, work);
  const database = await EmbeddedPostgres.start({ dataFolder });
  try {
    return await inDatabase(database.url, work);
  } finally {
    await database.stop();
  }
}

async function inDatabase<T>(url: string, work: (users: DataSource) => Promise<T>): Promise<T> {
  const dataSource = await openDatabase(authDatabase(url));
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
