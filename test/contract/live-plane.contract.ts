import { randomUUID } from 'node:crypto';
import type { LivePlane, LiveSession } from '#libs/live';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeAsks } from './live-plane-asks.contract.js';
import { describeFrames, describeReplay, describeStreamingText } from './live-plane-frames.contract.js';
import { listen, MINUTE_MS, step } from './live-plane-frames.js';
import type { ContractContext } from './live-plane-frames.js';

/** Two ends of one live plane: as two processes would hold it, or the same one twice. */
export interface LivePlanePair {
  readonly worker: LivePlane;
  readonly gateway: LivePlane;
}

/** What every implementation of `LivePlane` promises. */
export function describeLivePlane(name: string, open: () => Promise<LivePlanePair>): void {
  describe(`live plane: ${name}`, () => {
    const context: ContractContext = { threadId: '', gatewayId: '' } as ContractContext;

    beforeAll(async () => {
      Object.assign(context, await open());
    });

    afterAll(async () => {
      await context.worker.close();
      await context.gateway.close();
    });

    beforeEach(() => {
      context.threadId = randomUUID();
      context.gatewayId = randomUUID();
    });

    describe('channels', () => describeChannels(context));
    describe('frames', () => describeFrames(context));
    describe('replay', () => describeReplay(context));
    describe('the ask of a thread', () => describeAsks(context));
    describe('streaming text', () => describeStreamingText(context));
    describe('routes', () => describeRoutes(context));
    describe('being watched', () => describeWatching(context));
    describe('sessions', () => describeSessions(context));
    describe('kept texts', () => describeKeptTexts(context));
  });
}

function describeChannels(context: ContractContext): void {
  it('delivers messages in the order of publication to every subscriber of the channel, and to no other', async () => {
    const { worker, gateway } = context;
    const [channel, otherChannel] = [randomUUID(), randomUUID()];
    const [first, second, other]: [string[], string[], string[]] = [[], [], []];
    await gateway.subscribe(channel, (message) => first.push(message));
    await worker.subscribe(channel, (message) => second.push(message));
    await gateway.subscribe(otherChannel, (message) => other.push(message));

    const sent = Array.from({ length: 500 }, (_, index) => `message ${index} ünïcödé 🧵`);
    await Promise.all(sent.map((message) => worker.publish(channel, message)));
    await worker.publish(otherChannel, 'end');

    await vi.waitFor(() => expect(other).toEqual(['end']));
    await vi.waitFor(() => expect(second).toEqual(sent));
    expect(first).toEqual(sent);
  });

  it('stops delivering to a subscriber that left, and goes on for the others', async () => {
    const { worker, gateway } = context;
    const channel = randomUUID();
    const [leaver, stayer]: [string[], string[]] = [[], []];
    const leave = await gateway.subscribe(channel, (message) => leaver.push(message));
    await gateway.subscribe(channel, (message) => stayer.push(message));

    await leave();
    await worker.publish(channel, 'after');

    await vi.waitFor(() => expect(stayer).toEqual(['after']));
    expect(leaver).toEqual([]);
  });

  it('can be subscribed to again, also while the last subscriber leaves', async () => {
    const { worker, gateway } = context;
    const channel = randomUUID();
    const received: string[] = [];
    const leave = await gateway.subscribe(channel, () => undefined);

    const [, leaveAgain] = await Promise.all([
      leave(),
      gateway.subscribe(channel, (message) => received.push(message)),
    ]);
    await worker.publish(channel, 'one');
    await vi.waitFor(() => expect(received).toEqual(['one']));

    await leaveAgain();
    await gateway.subscribe(channel, (message) => received.push(message));
    await worker.publish(channel, 'two');
    await vi.waitFor(() => expect(received).toEqual(['one', 'two']));
  });

  it('delivers to the others when one subscriber throws', async () => {
    const { worker, gateway } = context;
    const channel = randomUUID();
    const received: string[] = [];
    await gateway.subscribe(channel, () => {
      throw new Error('a broken subscriber');
    });
    await gateway.subscribe(channel, (message) => received.push(message));

    await worker.publish(channel, 'one');
    await worker.publish(channel, 'two');

    await vi.waitFor(() => expect(received).toEqual(['one', 'two']));
  });
}

function describeRoutes(context: ContractContext): void {
  it('end when the gateway leaves', async () => {
    const { worker, gateway, threadId, gatewayId } = context;
    const stayer = randomUUID();
    const left = await listen(gateway, threadId, gatewayId);
    const stayed = await listen(gateway, threadId, stayer);

    await gateway.leaveThread(threadId, gatewayId);
    await worker.emit(threadId, [step('a', 'created')]);

    await vi.waitFor(() => expect(stayed).toHaveLength(1));
    expect(left).toEqual([]);
  });

  it('lapse unless the gateway repeats them', async () => {
    const { worker, gateway, threadId, gatewayId } = context;
    const alive = randomUUID();
    const dead = await listen(gateway, threadId, gatewayId, 30);
    const living = await listen(gateway, threadId, alive, 30);
    await gateway.joinThread(threadId, alive, MINUTE_MS);

    await vi.waitFor(async () => {
      const [deadBefore, livingBefore] = [dead.length, living.length];
      await worker.emit(threadId, [{ kind: 'toast', message: 'anybody?', level: 'info' }]);
      await vi.waitFor(() => expect(living).toHaveLength(livingBefore + 1));
      expect(dead).toHaveLength(deadBefore);
    });
  });
}

function describeWatching(context: ContractContext): void {
  it('means that a gateway’s route holds', async () => {
    const { worker, gateway, threadId, gatewayId } = context;
    expect(await worker.isWatched(threadId)).toBe(false);
    await worker.emit(threadId, [step('a', 'created')]);
    expect(await worker.isWatched(threadId)).toBe(false);
    await gateway.joinThread(threadId, gatewayId, MINUTE_MS);
    await gateway.joinThread(threadId, 'another', MINUTE_MS);
    expect(await worker.isWatched(threadId)).toBe(true);
    await gateway.leaveThread(threadId, gatewayId);
    expect(await worker.isWatched(threadId)).toBe(true);
    await gateway.leaveThread(threadId, 'another');
    expect(await worker.isWatched(threadId)).toBe(false);
  });

  it('ends when the route of a gateway lapses that died', async () => {
    const { worker, gateway, threadId, gatewayId } = context;
    await gateway.joinThread(threadId, gatewayId, 30);
    await vi.waitFor(async () => expect(await worker.isWatched(threadId)).toBe(false));
  });
}

function describeKeptTexts(context: ContractContext): void {
  it('are found by other processes under their name, the last one each, until they are taken away', async () => {
    const { worker, gateway } = context;
    const [name, other] = [`a name: ${randomUUID()} {x}`, randomUUID()];
    expect(await gateway.kept(name)).toBeUndefined();
    await worker.keep(name, 'first', MINUTE_MS);
    await worker.keep(name, 'Grüße 🧵\n', MINUTE_MS);
    await gateway.keep(other, '', MINUTE_MS);
    expect(await gateway.kept(name)).toBe('Grüße 🧵\n');
    expect(await worker.kept(other)).toBe('');
    await gateway.unkeep(name);
    await gateway.unkeep(name);
    expect(await worker.kept(name)).toBeUndefined();
    expect(await worker.kept(other)).toBe('');
  });

  it('are taken away by who names them only if they are still the same', async () => {
    const { worker, gateway } = context;
    const name = randomUUID();
    await worker.keep(name, 'second', MINUTE_MS);
    await gateway.unkeep(name, 'first');
    expect(await worker.kept(name)).toBe('second');
    await gateway.unkeep(name, 'second');
    expect(await worker.kept(name)).toBeUndefined();
    await gateway.unkeep(name, 'second');
  });

  it('are gone after their time; being kept again gives them new time', async () => {
    const { worker, gateway } = context;
    const [short, long] = [randomUUID(), randomUUID()];
    await worker.keep(short, 'x', 30);
    await worker.keep(long, 'x', 30);
    await worker.keep(long, 'x', MINUTE_MS);
    await vi.waitFor(async () => expect(await gateway.kept(short)).toBeUndefined());
    expect(await gateway.kept(long)).toBe('x');
  });
}

function describeSessions(context: ContractContext): void {
  const newSession = (): LiveSession => ({
    sessionId: randomUUID(),
    threadId: context.threadId,
    app: 'assistant',
    session: { owner: { kind: 'guest', id: 'g' }, env: { key: 'välue' }, tabs: [1, null] },
  });

  it('come back on any gateway as they were put last, until dropped', async () => {
    const { worker, gateway } = context;
    const session = newSession();
    await gateway.putSession(session, MINUTE_MS);
    expect(await worker.getSession(session.sessionId)).toEqual(session);
    const moved = { ...session, threadId: randomUUID() };
    await gateway.putSession(moved, MINUTE_MS);
    expect(await worker.getSession(session.sessionId)).toEqual(moved);

    await gateway.dropSession(session.sessionId);
    expect(await worker.getSession(session.sessionId)).toBeUndefined();
    expect(await worker.getSession(randomUUID())).toBeUndefined();
  });

  it('end after their time, together with what was seen', async () => {
    const { gateway } = context;
    const session = newSession();
    await gateway.putSession(session, 30);
    await gateway.markSeen(session.sessionId, 5);
    await vi.waitFor(async () => expect(await gateway.getSession(session.sessionId)).toBeUndefined());
    expect(await gateway.lastSeen(session.sessionId)).toBeUndefined();
  });

  it('remember the highest frame number seen, with or without the session', async () => {
    const { worker, gateway } = context;
    const session = newSession();
    const number = 1_764_000_000_123;
    expect(await gateway.lastSeen(session.sessionId)).toBeUndefined();
    await gateway.markSeen(session.sessionId, number);
    await gateway.putSession(session, MINUTE_MS);
    expect(await worker.lastSeen(session.sessionId)).toBe(number);
    await worker.markSeen(session.sessionId, number - 5);
    expect(await gateway.lastSeen(session.sessionId)).toBe(number);
    await gateway.markSeen(session.sessionId, number + 1);
    expect(await worker.lastSeen(session.sessionId)).toBe(number + 1);
    expect(await worker.getSession(session.sessionId)).toEqual(session);
    await gateway.dropSession(session.sessionId);
    expect(await gateway.lastSeen(session.sessionId)).toBeUndefined();
  });
}
