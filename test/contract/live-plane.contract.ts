import { randomUUID } from 'node:crypto';
import type { StepDto } from '#libs/contracts';
import { gatewayChannel, parseFrameBatch } from '#libs/live';
import type {
  DeliveredFrame,
  FrameBatch,
  LiveFrame,
  LivePlane,
  LiveSession,
  StepFrame,
  TokenFrame,
} from '#libs/live';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

/** Two ends of one live plane: as two processes would hold it, or the same one twice. */
export interface LivePlanePair {
  readonly worker: LivePlane;
  readonly gateway: LivePlane;
}

const MINUTE_MS = 60_000;

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
    describe('streaming text', () => describeStreamingText(context));
    describe('routes', () => describeRoutes(context));
    describe('sessions', () => describeSessions(context));
  });
}

interface ContractContext extends LivePlanePair {
  worker: LivePlane;
  gateway: LivePlane;
  threadId: string;
  gatewayId: string;
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

function describeFrames(context: ContractContext): void {
  it('reach every gateway that joined the thread as batches, durable ones numbered without gaps', async () => {
    const { worker, gateway, threadId, gatewayId } = context;
    const second = randomUUID();
    const here = await listen(gateway, threadId, gatewayId);
    const there = await listen(gateway, threadId, second);

    await worker.emit(threadId, [{ kind: 'task', running: true }, step('a', 'stream-started')]);
    await worker.emit(threadId, [token('a', 0, 'Hi')]);
    await worker.emit(threadId, [
      step('a', 'updated'),
      { kind: 'toast', message: 'Saved', level: 'success' },
      { kind: 'first-interaction', interaction: 'Hi' },
      { kind: 'step-removed', id: 'b' },
    ]);

    await vi.waitFor(() => expect(there).toHaveLength(3));
    expect(here).toEqual(there);
    expect(here.map((batch) => batch.threadId)).toEqual([threadId, threadId, threadId]);
    const delivered = here.flatMap((batch) => batch.frames);
    expect(delivered.map(({ frame }) => frame.kind)).toEqual([
      'task',
      'step',
      'token',
      'step',
      'toast',
      'first-interaction',
      'step-removed',
    ]);
    const first = delivered[1]?.number ?? 0;
    expect(delivered.map(({ number }) => number)).toEqual([
      undefined,
      first,
      undefined,
      first + 1,
      undefined,
      first + 2,
      first + 3,
    ]);
    expect(await gateway.head(threadId)).toBe(first + 3);
  });

  it('arrive whole: what the sender changes afterwards changes nothing', async () => {
    const { worker, gateway, threadId, gatewayId } = context;
    const batches = await listen(gateway, threadId, gatewayId);
    const frame = step('a', 'created', 'as sent “ü🧵\n"');
    const sent = structuredClone(frame);

    const emitted = worker.emit(threadId, [frame]);
    frame.step.output = 'changed';
    await emitted;

    await vi.waitFor(() => expect(batches[0]?.frames[0]?.frame).toEqual(sent));
    expect((await gateway.snapshot(threadId)).missed[0]?.frame).toEqual(sent);
  });

  it('keep the order of the calls, also when none is awaited', async () => {
    const { worker, gateway, threadId, gatewayId } = context;
    const batches = await listen(gateway, threadId, gatewayId);

    const calls = Array.from({ length: 200 }, (_, index) =>
      worker.emit(threadId, [
        index % 2 === 0 ? step(String(index), 'created') : token('t', index, String(index)),
      ]),
    );
    await Promise.all(calls);

    await vi.waitFor(() => expect(batches).toHaveLength(200));
    const order = batches.flatMap((batch) => batch.frames.map(({ frame }) => idOf(frame)));
    expect(order).toEqual(
      Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? String(index) : `t@${index}`)),
    );
    expectConsecutive(batches.flatMap((batch) => batch.frames).filter(({ number }) => number !== undefined));
  });

  it('of two threads never mix, and each thread counts for itself', async () => {
    const { worker, gateway, threadId, gatewayId } = context;
    const other = randomUUID();
    const batches = await listen(gateway, threadId, gatewayId);

    await worker.emit(other, [step('x', 'created')]);
    await worker.emit(threadId, [step('a', 'created')]);

    await vi.waitFor(() => expect(batches).toHaveLength(1));
    expect(batches[0]?.threadId).toBe(threadId);
    expect((await gateway.snapshot(other)).missed.map(({ frame }) => idOf(frame))).toEqual(['x']);
  });

  it('say whether a turn runs', async () => {
    const { worker, gateway, threadId } = context;
    expect((await gateway.snapshot(threadId)).running).toBe(false);
    await worker.emit(threadId, [{ kind: 'task', running: true }]);
    expect((await gateway.snapshot(threadId)).running).toBe(true);
    await worker.emit(threadId, [step('a', 'created'), { kind: 'task', running: false }]);
    expect((await gateway.snapshot(threadId)).running).toBe(false);
  });
}

function describeReplay(context: ContractContext): void {
  it('knows nothing of a thread nobody joined or emitted to', async () => {
    const { gateway, threadId } = context;
    const nothing = { head: 0, missed: [], complete: true, running: false, streaming: [] };
    expect(await gateway.snapshot(threadId)).toEqual(nothing);
    expect(await gateway.snapshot(threadId, 17)).toEqual({ ...nothing, complete: false });
    expect(await gateway.head(threadId)).toBe(0);
  });

  it('gives who comes back exactly the durable frames after the last one seen', async () => {
    const { worker, gateway, threadId } = context;
    await worker.emit(threadId, [step('a', 'created'), step('b', 'created')]);
    const seen = await gateway.head(threadId);
    await worker.emit(threadId, [token('c', 0, 'x'), { kind: 'toast', message: 'no', level: 'info' }]);
    await worker.emit(threadId, [step('c', 'created'), step('a', 'updated')]);

    const snapshot = await gateway.snapshot(threadId, seen);
    expect(snapshot.complete).toBe(true);
    expect(snapshot.head).toBe(seen + 2);
    expect(snapshot.missed.map(({ frame, number }) => [idOf(frame), number])).toEqual([
      ['c', seen + 1],
      ['a', seen + 2],
    ]);
    expect(await gateway.snapshot(threadId, snapshot.head)).toMatchObject({ missed: [], complete: true });
  });

  it('gives who has seen nothing everything since the counter began', async () => {
    const { worker, gateway, threadId, gatewayId } = context;
    await gateway.joinThread(threadId, gatewayId, MINUTE_MS);
    const opened = await gateway.snapshot(threadId);
    expect(opened).toMatchObject({ missed: [], complete: true });
    expect(opened.head).toBeGreaterThan(0);

    await worker.emit(threadId, [step('a', 'created')]);
    for (const after of [undefined, 0, opened.head]) {
      const snapshot = await gateway.snapshot(threadId, after);
      expect(snapshot.complete).toBe(true);
      expect(snapshot.missed.map(({ number }) => number)).toEqual([opened.head + 1]);
    }
  });

  it('does not claim to be complete for a number from another life of the counter', async () => {
    const { worker, gateway, threadId } = context;
    await worker.emit(threadId, [step('a', 'created')]);
    const head = await gateway.head(threadId);
    for (const after of [head + 1, head - 2, 1]) {
      expect(await gateway.snapshot(threadId, after)).toMatchObject({ head, missed: [], complete: false });
    }
  });

  it('keeps the last 256 durable frames and says when that is not enough', async () => {
    const { worker, gateway, threadId } = context;
    await worker.emit(threadId, [step('0', 'created')]);
    const first = await gateway.head(threadId);
    const frames = Array.from({ length: 300 }, (_, index) => step(String(index + 1), 'created'));
    await worker.emit(threadId, frames);

    const head = first + 300;
    const whole = await gateway.snapshot(threadId, head - 256);
    expect(whole.complete).toBe(true);
    expect(whole.missed).toHaveLength(256);
    expectConsecutive(whole.missed);
    expect(idOf(whole.missed.at(-1)?.frame)).toBe('300');
    expect(await gateway.snapshot(threadId, head - 257)).toMatchObject({ head, missed: [], complete: false });
    const fresh = await gateway.snapshot(threadId);
    expect(fresh.complete).toBe(false);
    expect(fresh.missed).toHaveLength(256);
  });
}

function describeStreamingText(context: ContractContext): void {
  const streaming = async () => (await context.gateway.snapshot(context.threadId)).streaming;
  const emit = (...frames: LiveFrame[]) => context.worker.emit(context.threadId, frames);

  it('is what the tokens add up to, until the step’s next state', async () => {
    await emit(step('a', 'stream-started'), token('a', 0, 'Grüß '));
    await emit(token('a', 5, '🧵, '), token('b', 0, 'other'));
    await emit(token('a', 9, 'world'));
    const other = { messageId: 'b', fence: 1, text: 'other' };
    expect(byId(await streaming())).toEqual([{ messageId: 'a', fence: 1, text: 'Grüß 🧵, world' }, other]);

    await emit(step('a', 'updated'));
    expect(await streaming()).toEqual([other]);
    await emit({ kind: 'step-removed', id: 'b' });
    expect(await streaming()).toEqual([]);
  });

  it('starts anew with a higher fence, and an overtaken attempt is neither remembered nor shown', async () => {
    const { gateway, threadId, gatewayId } = context;
    const batches = await listen(gateway, threadId, gatewayId);
    await emit(token('a', 0, 'first attempt', 1));
    await emit(token('a', 0, 'sec', 2));
    await emit(token('a', 13, ' goes on', 1), token('a', 3, 'ond', 2), token('a', 21, '!', 1));
    expect(await streaming()).toEqual([{ messageId: 'a', fence: 2, text: 'second' }]);

    await emit(step('a', 'updated'));
    await emit(token('a', 22, 'zombie', 1));
    expect(await streaming()).toEqual([]);

    await emit({ kind: 'toast', message: 'end', level: 'info' });
    await vi.waitFor(() => expect(batches).toHaveLength(5));
    const shown = batches.flatMap(({ frames }) => frames.map(({ frame }) => idOf(frame)));
    expect(shown).toEqual(['a@0', 'a@0', 'a@3', 'a', 'toast']);
  });

  it('starts anew with a token that replaces', async () => {
    await emit(token('a', 0, 'one'), { ...token('a', 0, 'eleven'), replaces: true }, token('a', 6, '!'));
    expect(await streaming()).toEqual([{ messageId: 'a', fence: 1, text: 'eleven!' }]);
  });

  it('takes a piece that comes twice once', async () => {
    await emit(token('a', 0, 'abc'), token('a', 1, 'bcde'), token('a', 0, 'ab'));
    expect(await streaming()).toEqual([{ messageId: 'a', fence: 1, text: 'abcde' }]);
  });

  it('stands still at a gap and says so, until it is filled', async () => {
    await emit(token('a', 0, 'abc'), token('a', 5, 'fg'));
    expect(await streaming()).toEqual([{ messageId: 'a', fence: 1, text: 'abc', gap: true }]);
    await emit(token('a', 0, 'abcdefg'));
    expect(await streaming()).toEqual([{ messageId: 'a', fence: 1, text: 'abcdefg' }]);
  });

  it('says where it begins when its beginning is not known', async () => {
    await emit(step('a', 'created', 'Hello'), token('a', 5, ' wor'), token('a', 9, 'ld'));
    expect(await streaming()).toEqual([{ messageId: 'a', fence: 1, text: ' world', offset: 5 }]);
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

async function listen(
  plane: LivePlane,
  threadId: string,
  gatewayId: string,
  ttlMs = MINUTE_MS,
): Promise<FrameBatch[]> {
  const batches: FrameBatch[] = [];
  await plane.subscribe(gatewayChannel(gatewayId), (message) => batches.push(parseFrameBatch(message)));
  await plane.joinThread(threadId, gatewayId, ttlMs);
  return batches;
}

function step(id: string, event: StepFrame['event'], output = ''): StepFrame & { step: StepDto } {
  const threadId = '5f0c2f0e-7d52-4c3e-8a61-0d8d2f2c1a10';
  const dto = { id, threadId, name: 'Assistant', type: 'assistant_message' as const, output };
  return { kind: 'step', event, step: { ...dto, streaming: false, isError: false, metadata: {} } };
}

function token(messageId: string, offset: number, text: string, fence = 1): TokenFrame {
  return { kind: 'token', messageId, fence, offset, text };
}

function idOf(frame: LiveFrame | undefined): string | undefined {
  if (frame?.kind === 'step') return frame.step.id;
  if (frame?.kind === 'token') return `${frame.messageId}@${frame.offset}`;
  return frame?.kind;
}

function byId<T extends { messageId: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
}

function expectConsecutive(delivered: readonly DeliveredFrame[]): void {
  const first = delivered[0]?.number ?? NaN;
  expect(delivered.map(({ number }) => number)).toEqual(delivered.map((_, index) => first + index));
}
