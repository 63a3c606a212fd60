import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DescribeUser, RenewLogin } from '#libs/contracts';
import { RequestClient } from '#libs/messaging';
import { AccessTokenVerifier } from '#libs/security';
import { LoginsService } from '../../../apps/auth/src/tokens/logins.service.js';
import { addUser } from '../../../apps/auth/src/users/add-user.js';
import type { User } from '../../../apps/auth/src/users/user.entity.js';
import { openTestDatabase } from '../../support/database/test-database.js';
import type { TestDatabase } from '../../support/database/test-database.js';
import { startAuth } from './auth-instance.js';
import type { AuthInstance } from './auth-instance.js';

describe('what other services ask auth over the bus', () => {
  let database: TestDatabase;
  let auth: AuthInstance;
  let client: RequestClient;
  let alice: User;

  beforeAll(async () => {
    database = await openTestDatabase();
    auth = await startAuth({ databaseUrl: database.url });
    client = auth.get(RequestClient);
    alice = await addUser(auth.dataSource, {
      identifier: 'alice',
      metadata: { role: 'admin' },
      roles: ['admin'],
      groups: ['finance'],
    });
  });

  afterAll(async () => {
    await auth?.stop();
    await database?.drop();
  });

  it('who a user is', async () => {
    expect(await client.ask(DescribeUser, { userId: alice.id })).toEqual({
      user: {
        id: alice.id,
        identifier: 'alice',
        metadata: { role: 'admin' },
        roles: ['admin'],
        groups: ['finance'],
        createdAt: alice.createdAt.toISOString(),
      },
    });
    expect(await client.ask(DescribeUser, { userId: randomUUID() })).toEqual({});
  });

  it('a fresh token for a login, until it ends', async () => {
    const { secret } = await auth.get(LoginsService).open(alice);
    const { accessToken = '' } = await client.ask(RenewLogin, { secret });
    const { owner } = await auth.get(AccessTokenVerifier).verify(accessToken);
    expect(owner.userId).toBe(alice.id);
    await auth.get(LoginsService).end(secret);
    expect(await client.ask(RenewLogin, { secret })).toEqual({});
    expect(await client.ask(RenewLogin, { secret: randomBytes(32).toString('base64url') })).toEqual({});
  });
});
