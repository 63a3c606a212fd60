import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { userCommand } from '../../../apps/cli/src/user.command.js';
import { openTestDatabase } from '../../support/database/test-database.js';
import type { TestDatabase } from '../../support/database/test-database.js';

describe('heddle user', () => {
  let database: TestDatabase;
  let output: string;

  beforeAll(async () => {
    database = await openTestDatabase();
  });

  afterAll(() => database?.drop());

  beforeEach(() => {
    const keep = (text: string | Uint8Array): boolean => {
      output += String(text);
      return true;
    };
    vi.spyOn(process.stdout, 'write').mockImplementation(keep);
    vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  });

  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });

  async function run(...args: string[]): Promise<string> {
    output = '';
    await userCommand({ DATABASE_URL: database.url }).parseAsync(args, { from: 'user' });
    return output;
  }

  it('adds somebody with roles and groups, and shows and changes them', async () => {
    expect(await run('add', 'alice', '--role', 'admin', '--role', 'editor', '--group', 'finance')).toMatch(
      /^Added alice\.\nPassword: \S{16}\n$/,
    );
    expect(await run('roles', 'alice')).toBe('roles of alice: admin, editor\n');
    expect(await run('groups', 'alice')).toBe('groups of alice: finance\n');
    expect(await run('roles', 'alice', 'author, admin')).toBe('roles of alice: author, admin\n');
    expect(await run('groups', 'alice', '')).toBe('groups of alice: none\n');
    expect(await run('roles', 'alice')).toBe('roles of alice: author, admin\n');
    expect(process.exitCode).toBeFalsy();
  });

  it.each([
    [['roles', 'nobody', 'admin'], 'There is no user "nobody". Add one: heddle user add nobody'],
    [
      ['add', 'bob', '--role', ' '],
      '"" cannot be the name of a role: it has 1 to 100 characters and no comma.',
    ],
    [['add', 'bob', '--metadata', '[1]'], '--metadata must be a JSON object'],
    [['add', 'bob', '--metadata', '{"a":'], '--metadata must be a JSON object'],
    [
      ['add', 'bob', '--metadata', JSON.stringify({ a: 'x'.repeat(70_000) })],
      "A user's metadata takes at most 65536 bytes.",
    ],
  ])('says what is wrong: %#', async (args, sentence) => {
    expect(await run(...args)).toContain(`heddle: ${sentence}`);
    expect(process.exitCode).toBe(1);
    expect(await run('roles', 'bob')).toContain('There is no user "bob"');
  });
});
