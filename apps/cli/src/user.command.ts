import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import type { Json, JsonObject } from '#libs/contracts';
import { ConfigError, DomainError } from '#libs/platform';
import { addUser } from '../../auth/src/users/add-user.js';
import { assignUser } from '../../auth/src/users/assign-user.js';
import { withUsers } from './users-database.js';

interface AddOptions {
  readonly metadata?: string;
  readonly displayName?: string;
  readonly passwordStdin?: true;
  readonly role: readonly string[];
  readonly group: readonly string[];
}

/** `heddle user`: users who sign in by password, what they may do and where they belong. */
export function userCommand(env: NodeJS.ProcessEnv): Command {
  return new Command('user')
    .description('users of the database in DATABASE_URL, else in HEDDLE_DATA')
    .addCommand(addCommand(env))
    .addCommand(assignCommand(env, 'roles'))
    .addCommand(assignCommand(env, 'groups'));
}

function addCommand(env: NodeJS.ProcessEnv): Command {
  return new Command('add')
    .description('add a user who signs in by password; the password is made up and printed once')
    .argument('<identifier>', 'the name to sign in with')
    .option('--display-name <name>', 'how the user is greeted')
    .option('--metadata <json>', `what apps see, such as '{"role":"admin"}'`)
    .option('--role <role>', 'a role of the user; may be given several times', collect, [])
    .option('--group <group>', 'a group that the user is in; may be given several times', collect, [])
    .option('--password-stdin', 'read the password from standard input instead of making one up')
    .action((identifier: string, options: AddOptions) => toldInWords(() => addOne(env, identifier, options)));
}

function assignCommand(env: NodeJS.ProcessEnv, what: 'roles' | 'groups'): Command {
  return new Command(what)
    .description(`show the ${what} of a user, or give the user these instead`)
    .argument('<identifier>', 'the name to sign in with')
    .argument(`[${what}]`, `all of them, such as admin,editor; '' for none`)
    .action((identifier: string, list?: string) => toldInWords(() => assign(env, what, identifier, list)));
}

async function addOne(env: NodeJS.ProcessEnv, identifier: string, options: AddOptions): Promise<void> {
  const metadata = parseMetadata(options.metadata);
  const given = options.passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined;
  const password = given ?? randomBytes(12).toString('base64url');
  const { displayName, role: roles, group: groups } = options;
  await withUsers(env, (users) =>
    addUser(users, {
      identifier,
      password,
      metadata,
      roles,
      groups,
      ...(displayName ? { displayName } : {}),
    }),
  );
  process.stdout.write(`Added ${identifier}.\n`);
  if (given === undefined) process.stdout.write(`Password: ${password}\n`);
}

async function assign(
  env: NodeJS.ProcessEnv,
  what: 'roles' | 'groups',
  identifier: string,
  list?: string,
): Promise<void> {
  const change = list === undefined ? {} : { [what]: list.trim() === '' ? [] : list.split(',') };
  const user = await withUsers(env, (users) => assignUser(users, identifier, change));
  process.stdout.write(`${what} of ${identifier}: ${user[what].join(', ') || 'none'}\n`);
}

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

function parseMetadata(json = '{}'): JsonObject {
  const value = parsed(json);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new DomainError(
    'invalid_input',
    `--metadata must be a JSON object, such as '{"role":"admin"}'; found ${json}`,
  );
}

function parsed(json: string): Json | undefined {
  try {
    return JSON.parse(json) as Json;
  } catch {
    return undefined;
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
