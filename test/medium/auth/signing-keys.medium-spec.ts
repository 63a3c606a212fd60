import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaDrift } from '#libs/persistence';
import { ACCESS_TOKEN } from '#libs/security';
import { LoginsService } from '../../../apps/auth/src/tokens/logins.service.js';
import { addUser } from '../../../apps/auth/src/users/add-user.js';
import { openTestDatabase } from '../../support/database/test-database.js';
import type { TestDatabase } from '../../support/database/test-database.js';
import { startAuth } from './auth-instance.js';
import type { AuthInstance } from './auth-instance.js';

describe('signing keys', () => {
  let database: TestDatabase;
  let replicas: AuthInstance[];

  beforeAll(async () => {
    database = await openTestDatabase();
    replicas = await Promise.all([1, 2, 3].map(() => startAuth({ databaseUrl: database.url })));
  });

  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.stop()));
    await database.drop();
  });

  const publishedBy = async ({ origin }: AuthInstance): Promise<unknown> =>
    (await fetch(`${origin}/.well-known/jwks.json`)).json();

  it('are the same in replicas that started side by side on an empty database', async () => {
    const [first, ...others] = await Promise.all(replicas.map(publishedBy));
    expect(first).toMatchObject({ keys: [{ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' }] });
    for (const other of others) expect(other).toEqual(first);
  });

  it('are the same after a restart', async () => {
    const restarted = await startAuth({ databaseUrl: database.url });
    expect(await publishedBy(restarted)).toEqual(await publishedBy(replicas[0]!));
    await restarted.stop();
  });

  it('are published without their private half', async () => {
    const { keys } = (await publishedBy(replicas[0]!)) as { keys: object[] };
    expect(Object.keys(keys[0]!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });

  it('sign tokens that anyone can verify who knows the address, and that say no more than they have to', async () => {
    const [signing, publishing] = replicas;
    const user = await addUser(signing!.dataSource, {
      identifier: 'alice',
      metadata: { secret: 'plan' },
      roles: ['admin'],
      groups: ['hidden'],
    });
    const { accessToken } = await signing!.get(LoginsService).open(user);
    const remote = createRemoteJWKSet(new URL(`${publishing!.origin}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(accessToken, remote, {
      issuer: 'heddle',
      audience: 'heddle',
      typ: 'at+jwt',
    });
    expect(Object.keys(payload).sort()).toEqual([
      'aud',
      'exp',
      'iat',
      'iss',
      'jti',
      'roles',
      'sid',
      'sub',
      'tid',
    ]);
    expect(payload).toMatchObject({ sub: user.id, tid: 'default', roles: ['admin'] });
    expect(payload.exp! - payload.iat!).toBe(ACCESS_TOKEN.lifetimeSeconds);
  });

  it('live in tables that are what the entities say', async () => {
    expect(await schemaDrift(replicas[0]!.dataSource)).toEqual([]);
  });
});
