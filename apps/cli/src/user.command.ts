import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { IsOptional, IsString } from 'class-validator';
import type { JsonObject } from '#libs/contracts';
import { EmbeddedPostgres, openDatabase } from '#libs/persistence';
import { ConfigError, DomainError, loadConfig } from '#libs/platform';
import { authDatabase } from '../../auth/src/auth.database.js';
import { addUser } from '../../auth/src/users/add-user.js';

/** Where the users are. */
class UserCommandConfig {
  /** The database whose users are meant; the embedded one in HEDDLE_DATA unless given. */
  @IsOptional()
  @IsString()
  DATABASE_URL?: string;

  /** The folder that a standalone process keeps everything in, running or not. */
  @IsString()
  HEDDLE_DATA: string = '.heddle';
}

interface AddOptions {
  readonly metadata?: string;
  readonly displayName?: string;
  readonly passwordStdin?: true;
}

/** `heddle user add`: users who sign in by password. */
export function userCommand(env: NodeJS.ProcessEnv): Command {
  const add = new Command('add')
    .description('add a user who signs in by password; the password is made up and printed once')
    .argument('<identifier>', 'the name to sign in with')
    .option('--display-name <name>', 'how the user is greeted')
    .option('--metadata <json>', `what apps see, such as '{"role":"admin"}'`)
    .option('--password-stdin', 'read the password from standard input instead of making one up')
    .action((identifier: string, options: AddOptions) => toldInWords(() => addOne(env, identifier, options)));
  return new Command('user')
    .description('users of the database in DATABASE_URL, else in HEDDLE_DATA')
    .addCommand(add);
}

async function addOne(env: NodeJS.ProcessEnv, identifier: string, options: AddOptions): Promise<void> {
  const metadata = parseMetadata(options.metadata);
  const given = options.passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined;
  const password = given ?? randomBytes(12).toString('base64url');
  await withUsersDatabase(env, async (url) => {
    const dataSource = await openDatabase(authDatabase(url));
    try {
      const displayName = options.displayName;
      await addUser(dataSource, { identifier, password, metadata, ...(displayName ? { displayName } : {}) });
    } finally {
      await dataSource.destroy();
    }
  });
  process.stdout.write(`Added ${identifier}.\n`);
  if (given === undefined) process.stdout.write(`Password: ${password}\n`);
}

async function withUsersDatabase(
  env: NodeJS.ProcessEnv,
  work: (url: string) => Promise<void>,
): Promise<void> {
  const config = loadConfig(UserCommandConfig, env);
  const dataFolder = resolve(config.HEDDLE_DATA);
  const running = config.DATABASE_URL ?? (await EmbeddedPostgres.addressOf(dataFolder));
  if (running) return work(running);
  const database = await EmbeddedPostgres.start({ dataFolder });
  try {
    await work(database.url);
  } finally {
    await database.stop();
  }
}

function parseMetadata(json = '{}'): JsonObject {
  try {
    return JSON.parse(json) as JsonObject;
  } catch {
    throw new DomainError(
      'invalid_input',
      `--metadata must be a JSON object, such as '{"role":"admin"}'; found ${json}`,
    );
  }
}

async function toldInWords(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DomainError || error instanceof ConfigError)) throw error;
    process.stderr.write(`heddle: ${error.message}\n`);
    process.exitCode = 1;
  }
}
