import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#libs/persistence';
import { AccessTokenVerifier } from '#libs/security';
import { authDatabase } from '../../../apps/auth/src/auth.database.js';
import { LoginsService } from '../../../apps/auth/src/tokens/logins.service.js';
import { addUser } from '../../../apps/auth/src/users/add-user.js';
import { assignUser } from '../../../apps/auth/src/users/assign-user.js';
import { openTestDatabase } from '../../support/database/test-database.js';
import type { TestDatabase } from '../../support/database/test-database.js';
import { startAuth } from './auth-instance.js';
import type { AuthInstance } from './auth-instance.js';
import { CookieJar } from './cookie-jar.js';

describe('the roles and groups of a user', () => {
  let database: TestDatabase;
  let auth: AuthInstance;

  beforeAll(async () => {
    database = await openTestDatabase();
    auth = await startAuth({ databaseUrl: database.url });
  });

  afterAll(async () => {
    await auth?.stop();
    await database?.drop();
  });

  it('are there from the beginning, each once', async () => {
    const user = await addUser(auth.dataSource, {
      identifier: 'alice',
      roles: ['admin', ' editor ', 'admin'],
      groups: ['finance & legal'],
    });
    expect(user).toMatchObject({ roles: ['admin', 'editor'], groups: ['finance & legal'] });
    expect(await addUser(auth.dataSource, { identifier: 'nobody-special' })).toMatchObject({
      roles: [],
      groups: [],
    });
  });

  it('change as a whole, one without the other', async () => {
    await addUser(auth.dataSource, { identifier: 'bob', roles: ['admin'], groups: ['sales'] });
    expect(await assignUser(auth.dataSource, 'bob', { roles: ['editor', 'author'] })).toMatchObject({
      roles: ['editor', 'author'],
      groups: ['sales'],
    });
    expect(await assignUser(auth.dataSource, 'bob', { groups: [] })).toMatchObject({
      roles: ['editor', 'author'],
      groups: [],
    });
    expect(await assignUser(auth.dataSource, 'bob', {})).toMatchObject({ roles: ['editor', 'author'] });
  });

  it('are in the access token from its next renewal on, the groups are not', async () => {
    const carol = await addUser(auth.dataSource, {
      identifier: 'carol',
      roles: ['author'],
      groups: ['press'],
    });
    const logins = auth.get(LoginsService);
    const verifier = auth.get(AccessTokenVerifier);
    const { accessToken, secret } = await logins.open(carol);
    expect((await verifier.verify(accessToken)).roles).toEqual(['author']);
    await assignUser(auth.dataSource, 'carol', { roles: ['author', 'admin'] });
    const renewed = await verifier.verify((await logins.renew(secret))!);
    expect(renewed.roles).toEqual(['author', 'admin']);
    expect(JSON.stringify(renewed)).not.toContain('press');
  });

  it('fit into the browser’s cookies, as many and as long as they may be', async () => {
    const password = randomBytes(12).toString('base64url');
    const roles = Array.from({ length: 50 }, (_, index) => `${index}`.padEnd(100, 'ü'));
    await addUser(auth.dataSource, { identifier: 'dora', password, roles });
    const browser = new CookieJar(auth.origin);
    await browser.signIn('dora', password);
    expect(await (await browser.get('/user')).json()).toMatchObject({ identifier: 'dora', roles });
  });

  it.each([
    ['an empty role', { roles: [''] }],
    ['a comma', { roles: ['admin,editor'] }],
    ['a role without an end', { roles: ['x'.repeat(101)] }],
    ['a line break in a group', { groups: ['fin\nance'] }],
    ['a zero character', { groups: ['\0'] }],
    ['too many groups', { groups: Array.from({ length: 51 }, (_, index) => `group-${index}`) }],
  ])('are refused with %s', async (_, given) => {
    await addUser(auth.dataSource, { identifier: 'emil' }).catch(() => undefined);
    await expect(addUser(auth.dataSource, { identifier: 'emil-2', ...given })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(assignUser(auth.dataSource, 'emil', given)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('are nobody’s when there is no such user', async () => {
    await expect(assignUser(auth.dataSource, 'ghost', { roles: ['admin'] })).rejects.toMatchObject({
      code: 'not_found',
      message: 'There is no user "ghost". Add one: heddle user add ghost',
    });
  });

  it('come and go with their migration, and leave the users', async () => {
    const other = await openTestDatabase();
    const dataSource = await openDatabase(authDatabase(other.url));
    try {
      await addUser(dataSource, { identifier: 'frieda', roles: ['admin'] });
      await dataSource.undoLastMigration();
      await dataSource.runMigrations();
      expect(await assignUser(dataSource, 'frieda', {})).toMatchObject({ roles: [], groups: [] });
    } finally {
      await dataSource.destroy();
      await other.drop();
    }
  });
});
