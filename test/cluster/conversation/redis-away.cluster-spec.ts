import { randomUUID } from 'node:crypto';
import { RedisCellStore } from '#libs/conversation';
import type { CellCommit } from '#libs/conversation';
import { DomainError, systemClock } from '#libs/platform';
import { createClient } from 'redis';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { OwnRedisServer } from '../live/own-redis-server.js';

describe('cell store in a Redis that fails', () => {
  let server: OwnRedisServer;
  let store: RedisCellStore;

  const open = async (options: { durable: boolean }): Promise<void> => {
    server = await OwnRedisServer.start(options);
    store = await RedisCellStore.connect({ url: server.url, clock: systemClock });
  };

  afterEach(async () => {
    await store.close();
    await server.dispose();
  });

  it('a commit made while it restarts is written once it is back', async () => {
    await open({ durable: true });
    const threadId = randomUUID();
    const { fence } = await store.claim(threadId);
    await server.kill();
    const committed = store.commit(threadId, fence, turn({ set: { a: 1 } }));
    await server.start();
    expect(await committed).toBe('committed');
    expect((await store.read(threadId))?.values).toEqual({ a: 1 });
  });

  it('after everything was lost, old claims are worth nothing and fences still grow', async () => {
    await open({ durable: false });
    const threadId = randomUUID();
    const old = await store.claim(threadId);
    await store.commit(threadId, old.fence, turn({ set: { a: 1 } }));
    await server.kill();
    await server.start();
    expect(await store.commit(threadId, old.fence, turn({ set: { b: 2 } }))).toBe('fenced');
    const fresh = await store.claim(threadId);
    expect(fresh).toMatchObject({ values: {}, doneTurns: [] });
    expect(fresh.fence).toBeGreaterThan(old.fence);
  });

  it('refuses in time while it is away, and recovers by itself', async () => {
    await open({ durable: false });
    await server.kill();
    const threadId = randomUUID();
    const unavailable = (error: unknown) => error instanceof DomainError && error.code === 'unavailable';
    await Promise.all([
      expect(store.claim(threadId)).rejects.toSatisfy(unavailable),
      expect(store.commit(threadId, 1, turn({}))).rejects.toSatisfy(unavailable),
      expect(store.read(threadId)).rejects.toSatisfy(unavailable),
    ]);
    await server.start();
    await vi.waitFor(async () => expect((await store.claim(threadId)).fence).toBeGreaterThan(0));
  });

  it('every cell has an end', async () => {
    await open({ durable: false });
    const [claimed, stopped] = [randomUUID(), randomUUID()];
    const { fence } = await store.claim(claimed);
    await store.commit(claimed, fence, turn({ set: { a: 1 } }));
    await store.stop(stopped, 1);
    const admin = await createClient({ url: server.url }).connect();
    const keys = await admin.keys('*');
    const ends = await Promise.all(keys.map((key) => admin.pTTL(key)));
    admin.destroy();
    expect(keys).toHaveLength(2);
    for (const end of ends) expect(end).toBeGreaterThan(29 * 24 * 3_600_000);
  });
});

function turn(commit: Partial<CellCommit>): CellCommit {
  return { turnId: randomUUID(), set: {}, unset: [], interacted: false, ...commit };
}
