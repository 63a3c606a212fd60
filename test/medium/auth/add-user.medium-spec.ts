import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#libs/persistence';
import { authDatabase } from '../../../apps/auth/src/auth.database.js';
import { addUser } from '../../../apps/auth/src/users/add-user.js';
import { openTestDatabase } from '../../support/database/test-database.js';
import type { TestDatabase } from '../../support/database/test-database.js';

describe('adding a user', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await openTestDatabase();
    dataSource = await openDatabase(authDatabase(database.url));
  });

  afterAll(async () => {
    await dataSource?.destroy();
    await database?.drop();
  });

  it('needs no running service', async () => {
    const user = await addUser(dataSource, { identifier: 'alice', metadata: { role: 'admin', tags: ['a'] } });
    expect(user).toMatchObject({ tenantId: 'default', displayName: null, passwordHash: null });
    expect(user.createdAt).toBeInstanceOf(Date);
  });

  it('refuses a second user of the same identifier, but for another tenant', async () => {
    await addUser(dataSource, { identifier: 'bob' });
    await expect(addUser(dataSource, { identifier: 'bob' })).rejects.toMatchObject({
      code: 'conflict',
      message: 'There is a user "bob" already.',
    });
    await expect(addUser(dataSource, { identifier: 'bob', tenantId: 'acme' })).resolves.toBeDefined();
  });

  it.each([
    ['no identifier', { identifier: '' }],
    ['an endless identifier', { identifier: 'x'.repeat(256) }],
    ['an empty display name', { identifier: 'carol', displayName: '' }],
    ['a short password', { identifier: 'carol', password: 'short' }],
    ['an endless password', { identifier: 'carol', password: 'é'.repeat(200) }],
  ])('refuses %s', async (_, given) => {
    await expect(addUser(dataSource, given)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
