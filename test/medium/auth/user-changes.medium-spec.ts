import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DescribeUser, UserMetadataChanged } from '#libs/contracts';
import type { JsonObject } from '#libs/contracts';
import { EventPublisher, RequestClient } from '#libs/messaging';
import { AppliedUserChange } from '../../../apps/auth/src/users/applied-user-change.entity.js';
import { addUser } from '../../../apps/auth/src/users/add-user.js';
import { UserChangesService } from '../../../apps/auth/src/users/user-changes.service.js';
import { User } from '../../../apps/auth/src/users/user.entity.js';
import { openTestDatabase } from '../../support/database/test-database.js';
import type { TestDatabase } from '../../support/database/test-database.js';
import { eventually } from '../../support/messaging/eventually.js';
import { embeddedDeployment, instanceParts } from '../../support/messaging/messaging-parts.js';
import { startAuth } from './auth-instance.js';
import type { AuthInstance } from './auth-instance.js';

describe('what a turn changes about its user', () => {
  let database: TestDatabase;
  let replicas: AuthInstance[];
  let publisher: EventPublisher;
  let client: RequestClient;
  let aheadMs = 0;

  beforeAll(async () => {
    database = await openTestDatabase();
    const deployment = embeddedDeployment();
    const start = () =>
      startAuth({
        databaseUrl: database.url,
        parts: instanceParts(deployment),
        aheadMs: () => aheadMs,
      });
    replicas = [await start(), await start()];
    const parts = instanceParts(deployment);
    publisher = new EventPublisher(parts);
    client = new RequestClient(parts);
  });

  afterAll(async () => {
    await client?.close();
    await Promise.all((replicas ?? []).map((replica) => replica.stop()));
    await database?.drop();
  });

  const newUser = (metadata: JsonObject = {}) =>
    addUser(replicas[0]!.dataSource, { identifier: `user-${randomUUID()}`, metadata });

  const changeOf = (userId: string, patch: JsonObject, tenantId = 'default') => ({ tenantId, userId, patch });

  const publish = async (userId: string, patch: JsonObject, id: string = randomUUID()): Promise<string> => {
    await publisher.publish(UserMetadataChanged, changeOf(userId, patch), { id });
    return id;
  };

  const metadataOf = async (userId: string, after?: string): Promise<JsonObject | undefined> =>
    (await client.ask(DescribeUser, { userId, ...(after ? { after } : {}) })).user?.metadata;

  const applied = (id: string) => replicas[0]!.dataSource.manager.findOneBy(AppliedUserChange, { id });

  const replicaApplies = (index: number, userId: string, patch: JsonObject, id: string = randomUUID()) =>
    replicas[index]!.get(UserChangesService).apply(id, changeOf(userId, patch));

  it('is merged into what there is: set, changed, nested, removed', async () => {
    const { id } = await newUser({
      theme: 'light',
      seen: 3,
      tags: ['a', 'b'],
      limits: { daily: 5, hourly: 1 },
    });
    const after = await publish(id, { theme: null, tags: ['c'], limits: { hourly: 2 }, score: 7 });
    expect(await metadataOf(id, after)).toEqual({
      seen: 3,
      tags: ['c'],
      limits: { daily: 5, hourly: 2 },
      score: 7,
    });
  });

  it('survives what another turn changes beside it', async () => {
    const { id } = await newUser();
    const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`);
    await Promise.all(keys.map((key, index) => replicaApplies(index % 2, id, { [key]: index })));
    expect(Object.keys((await metadataOf(id))!).sort()).toEqual(keys.toSorted());
  });

  it('counts once, however often its event arrives', async () => {
    const { id } = await newUser();
    const event = randomUUID();
    await Promise.all([0, 1, 0, 1].map((replica) => replicaApplies(replica, id, { score: 1 }, event)));
    await publish(id, { score: 2 });
    await eventually(async () => expect(await metadataOf(id)).toEqual({ score: 2 }));
    const again = await publish(id, { score: 1 }, event);
    const last = await publish(id, { over: true });
    expect(await metadataOf(id, again)).toMatchObject({ score: 2 });
    expect(await metadataOf(id, last)).toEqual({ score: 2, over: true });
  });

  it('is seen by who asks for it, whichever replica is asked, as soon as it is applied', async () => {
    const { id } = await newUser();
    for (let turn = 1; turn <= 10; turn++) {
      const event = randomUUID();
      const asked = metadataOf(id, event);
      await publish(id, { turn }, event);
      expect(await asked).toEqual({ turn });
    }
  });

  it('does not keep an answer back for longer than its asker waits', async () => {
    const { id } = await newUser({ theme: 'light' });
    const question = { userId: id, after: randomUUID() };
    expect(await client.ask(DescribeUser, question, { deadlineMs: 600 })).toMatchObject({
      user: { metadata: { theme: 'light' } },
    });
  });

  it('may be about any key: one that JavaScript has a meaning for changes nothing else', async () => {
    const { id } = await newUser({ theme: 'light' });
    const patch = JSON.parse(
      '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"hasOwnProperty":1,"theme":"dark"}',
    ) as JsonObject;
    await replicaApplies(0, id, patch);
    await replicaApplies(1, id, { prototype: null, last: 'key' });
    const stored = await replicas[0]!.dataSource.manager.findOneByOrFail(User, { id });
    expect(stored.metadata).toMatchObject({ theme: 'dark', last: 'key' });
    expect(({} as JsonObject)['admin']).toBeUndefined();
    expect(stored.metadata['admin']).toBeUndefined();
  });

  it('is kept without what PostgreSQL cannot keep', async () => {
    const { id } = await newUser();
    await replicaApplies(0, id, { text: 'a\0b', half: '\ud800' });
    expect(await metadataOf(id)).toEqual({ text: 'a\ufffdb', half: '\ufffd' });
  });

  it('is refused whole when the user would hold more than 64 KB, and holds nothing up', async () => {
    const { id } = await newUser({ half: 'x'.repeat(40_000) });
    const refused = await publish(id, { other: 'é'.repeat(20_000), small: 1 });
    const next = await publish(id, { other: 'x'.repeat(20_000) });
    expect(Object.keys((await metadataOf(id, next))!)).toEqual(['half', 'other']);
    expect(await applied(refused)).toMatchObject({ userId: id });
  });

  it('is done when there is no such user, or not in that tenant', async () => {
    const { id } = await newUser({ theme: 'light' });
    const [missing, foreign] = [randomUUID(), randomUUID()];
    await publisher.publish(UserMetadataChanged, changeOf(randomUUID(), { a: 1 }), { id: missing });
    await publisher.publish(UserMetadataChanged, changeOf(id, { a: 1 }, 'acme'), { id: foreign });
    for (const event of [missing, foreign])
      await eventually(async () => expect(await applied(event)).not.toBeNull());
    expect(await metadataOf(id)).toEqual({ theme: 'light' });
  });

  it('leaves a trace for longer than its event can come again, and not for ever', async () => {
    const { id } = await newUser();
    const old = randomUUID();
    await replicaApplies(0, id, { a: 1 }, old);
    aheadMs = 7 * 24 * 3_600_000;
    await replicaApplies(0, id, { a: 2 });
    expect(await applied(old)).not.toBeNull();
    aheadMs = 9 * 24 * 3_600_000;
    await replicaApplies(0, id, { a: 3 });
    expect(await applied(old)).toBeNull();
    aheadMs = 0;
  });

  it('outlives signing in and adding somebody of the same name', async () => {
    const { id, identifier } = await newUser({ role: 'admin' });
    await replicaApplies(0, id, { score: 1 });
    await expect(
      addUser(replicas[0]!.dataSource, { identifier, metadata: { role: 'guest' } }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(await metadataOf(id)).toEqual({ role: 'admin', score: 1 });
  });
});
