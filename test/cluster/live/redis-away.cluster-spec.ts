import { randomUUID } from 'node:crypto';
import { gatewayChannel, parseFrameBatch, RedisLivePlane } from '#libs/live';
import type { LiveFrame } from '#libs/live';
import { DomainError, systemClock } from '#libs/platform';
import { createClient } from 'redis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ask } from '../../contract/live-plane-frames.js';
import { OwnRedisServer } from './own-redis-server.js';
import { SilentProxy } from './silent-proxy.js';

const MINUTE_MS = 60_000;

describe('live plane in a Redis that fails', () => {
  let server: OwnRedisServer;
  let worker: RedisLivePlane;
  let gateway: RedisLivePlane;
  let threadId: string;
  let gatewayId: string;
  let shown: string[];

  const join = () => gateway.joinThread(threadId, gatewayId, MINUTE_MS);

  beforeEach(async () => {
    [threadId, gatewayId, shown] = [randomUUID(), randomUUID(), []];
    server = await OwnRedisServer.start();
    const options = { url: server.url, clock: systemClock };
    [worker, gateway] = await Promise.all([RedisLivePlane.connect(options), RedisLivePlane.connect(options)]);
    await gateway.subscribe(gatewayChannel(gatewayId), (message) =>
      shown.push(...parseFrameBatch(message).frames.map(({ frame }) => nameOf(frame))),
    );
    await join();
  });

  afterEach(async () => {
    server.resume();
    await Promise.all([worker.close(), gateway.close()]);
    await server.dispose();
  });

  it('subscriptions come back after a restart, and numbers never go back although everything was lost', async () => {
    await worker.emit(threadId, [named('before')]);
    await vi.waitFor(() => expect(shown).toEqual(['before']));
    const seen = await gateway.head(threadId);

    await server.kill();
    await server.start();
    await join();
    await vi.waitFor(async () => {
      await worker.emit(threadId, [named('after')]);
      expect(shown).toContain('after');
    });

    expect(await gateway.snapshot(threadId, seen)).toMatchObject({ complete: false, missed: [] });
    const [first] = (await gateway.snapshot(threadId)).missed;
    expect(first?.number).toBeGreaterThan(seen);
  });

  it('what is emitted while it is away is taken in afterwards, in order', async () => {
    await server.kill();
    const names = Array.from({ length: 300 }, (_, index) => `frame ${index}`);
    const emitted = names.map((name) => worker.emit(threadId, [named(name)]));
    const joined = join();
    await server.start();
    await Promise.all([...emitted, joined]);

    const { missed } = await gateway.snapshot(threadId);
    expect(missed.map(({ frame }) => nameOf(frame))).toEqual(names.slice(-256));
  });

  it('a subscription asked for while it is away holds once it is back', async () => {
    const channel = randomUUID();
    const received: string[] = [];
    await server.kill();
    const subscribed = gateway.subscribe(channel, (message) => received.push(message));
    await server.start();
    await subscribed;
    await worker.publish(channel, 'hello');
    await vi.waitFor(() => expect(received).toEqual(['hello']));
  });

  it('a subscription ended while it is away does not come back', async () => {
    const channel = randomUUID();
    const received: string[] = [];
    const leave = await gateway.subscribe(channel, (message) => received.push(message));
    await server.kill();
    await leave();
    await server.start();
    const admin = await createClient({ url: server.url }).connect();
    await gateway.subscribe(randomUUID(), () => undefined);
    await vi.waitFor(async () => expect(await admin.pubSubShardChannels()).not.toContain(channel));
    expect(await admin.pubSubShardChannels()).toContain(gatewayChannel(gatewayId));
    admin.destroy();
    expect(received).toEqual([]);
  });

  it('questions to it are refused in time while it is away, and answered again when it is back', async () => {
    await server.kill();
    await Promise.all([
      expect(gateway.getSession('s')).rejects.toSatisfy(isUnavailable),
      expect(gateway.snapshot(threadId)).rejects.toSatisfy(isUnavailable),
      expect(gateway.subscribe('c', () => undefined)).rejects.toSatisfy(isUnavailable),
    ]);
    await server.start();
    await vi.waitFor(async () => expect(await gateway.getSession('s')).toBeUndefined());
  });

  it('a server that hangs is given up, and used again when it answers', async () => {
    server.hang();
    await expect(gateway.head(threadId)).rejects.toSatisfy(isUnavailable);
    const emitted = worker.emit(threadId, [named('meanwhile')]);
    server.resume();
    await emitted;
    await vi.waitFor(() => expect(shown).toContain('meanwhile'), { timeout: 10_000 });
  });

  it('connections that go silent are replaced', async () => {
    const proxy = await SilentProxy.open(server.url);
    const plane = await RedisLivePlane.connect({ url: proxy.url, clock: systemClock });
    const channel = randomUUID();
    const received: string[] = [];
    await plane.subscribe(channel, (message) => received.push(message));
    proxy.silence();

    await plane.emit(threadId, [named('through a new one')]);
    await vi.waitFor(() => expect(shown).toEqual(['through a new one']));
    await vi.waitFor(
      async () => {
        await worker.publish(channel, 'anybody?');
        expect(received).not.toEqual([]);
      },
      { timeout: 20_000 },
    );
    await plane.close();
    proxy.close();
  });

  it('a thread of which durable frames had to be dropped is not taken for complete, nor for running, and its ask is told', async () => {
    await worker.emit(threadId, [named('seen'), { kind: 'task', running: true }]);
    const seen = await gateway.head(threadId);
    const large = 'x'.repeat(4_000_000);

    server.hang();
    const others = Array.from({ length: 16 }, () => worker.emit(randomUUID(), [named(large)]));
    const question = ask('q', Date.now() + MINUTE_MS);
    await worker.emit(threadId, [named(large), question, { kind: 'task', running: false }]);
    server.resume();
    await Promise.all(others);

    await vi.waitFor(
      async () =>
        expect(await gateway.snapshot(threadId, seen)).toMatchObject({
          complete: false,
          running: false,
          ask: question,
        }),
      { timeout: 10_000 },
    );
    await vi.waitFor(() => expect(shown).toEqual(['seen', 'task', 'ask', 'task']));
    await worker.emit(threadId, [named('next')]);
    const head = await gateway.head(threadId);
    expect(head).toBeGreaterThan(seen + 1);
    expect(await gateway.snapshot(threadId, head - 1)).toMatchObject({
      complete: true,
      missed: [{ number: head }],
    });
  });

  it('order survives connections that are cut and scripts that are forgotten in the middle', async () => {
    const admin = await createClient({ url: server.url }).connect();
    const texts = Array.from({ length: 4_000 }, (_, index) => `${index} `);
    let offset = 0;
    const emitted: Promise<void>[] = [];
    for (const [index, text] of texts.entries()) {
      emitted.push(worker.emit(threadId, [{ kind: 'token', messageId: 'm', fence: 1, offset, text }]));
      offset += text.length;
      if (index % 1_000 === 500) await admin.clientKill({ filter: 'TYPE', type: 'normal' });
      if (index % 1_000 === 800) await admin.scriptFlush();
      if (index % 50 === 0) await emitted.at(-2);
    }
    await Promise.all(emitted);
    admin.destroy();
    const { streaming } = await gateway.snapshot(threadId);
    expect(streaming).toEqual([{ messageId: 'm', fence: 1, text: texts.join('') }]);
  });

  it('every key has an end', async () => {
    await worker.emit(threadId, [
      named('a'),
      { kind: 'task', running: true },
      ask('q', Date.now() + MINUTE_MS),
    ]);
    await worker.keep(randomUUID(), 'x', MINUTE_MS);
    await worker.emit(threadId, [{ kind: 'token', messageId: 'm', fence: 1, offset: 0, text: 'x' }]);
    await worker.emit(randomUUID(), [{ kind: 'toast', message: 'nobody is here', level: 'info' }]);
    await gateway.markSeen(randomUUID(), 1);
    await gateway.putSession({ sessionId: randomUUID(), threadId, app: 'a', session: {} }, MINUTE_MS);

    const admin = await createClient({ url: server.url }).connect();
    const keys = await admin.keys('*');
    const ends = await Promise.all(keys.map((key) => admin.pTTL(key)));
    admin.destroy();
    expect(keys.length).toBeGreaterThanOrEqual(10);
    expect(keys.filter((_, index) => (ends[index] ?? -1) <= 0)).toEqual([]);
  });

  it('what was called before closing still takes effect', async () => {
    const last = Array.from({ length: 50 }, (_, index) => `last ${index}`);
    for (const name of last) void worker.emit(threadId, [named(name)]);
    await worker.close();
    await vi.waitFor(() => expect(shown).toEqual(last));
    await expect(worker.getSession('s')).rejects.toSatisfy(isUnavailable);
    await worker.emit(threadId, [named('too late')]);
  });
});

function named(interaction: string): LiveFrame {
  return { kind: 'first-interaction', interaction };
}

function nameOf(frame: LiveFrame): string {
  return frame.kind === 'first-interaction' ? frame.interaction : frame.kind;
}

function isUnavailable(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'unavailable';
}
