import { randomUUID } from 'node:crypto';
import type { LiveFrame } from '#libs/live';
import { expect, it, vi } from 'vitest';
import { ask, byId, expectConsecutive, idOf, listen, MINUTE_MS, step, token } from './live-plane-frames.js';
import type { ContractContext } from './live-plane-frames.js';

export function describeFrames(context: ContractContext): void {
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

export function describeReplay(context: ContractContext): void {
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

  it('is numbered by what repairs a screen: state and what is shown once are not', async () => {
    const { worker, gateway, threadId } = context;
    await worker.emit(threadId, [step('a', 'created')]);
    const head = await gateway.head(threadId);
    const lasting: LiveFrame[] = [
      { kind: 'settings-form', form: { inputs: [] } },
      { kind: 'commands', commands: [{ id: 'search', description: 'Searches' }] },
      { kind: 'commands', commands: [] },
      { kind: 'settings-form', form: { tabs: [] } },
      { kind: 'action', action: { id: 'x', name: 'x', payload: {}, label: '', tooltip: '' } },
      { kind: 'action-removed', id: 'x' },
      { kind: 'element-removed', id: 'y' },
    ];
    await worker.emit(threadId, [
      ...lasting,
      { kind: 'task', running: true },
      { kind: 'token-usage', tokens: 7 },
      { kind: 'toast', message: 'Hi', level: 'info', onlySession: 's' },
      ask('q', Date.now() + MINUTE_MS),
      { kind: 'ask-ended', askId: 'q', how: 'answered' },
      token('t', 0, 'x'),
    ]);
    const { missed } = await gateway.snapshot(threadId, head);
    expect(missed).toEqual(lasting.map((frame, index) => ({ frame, number: head + index + 1 })));
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

export function describeStreamingText(context: ContractContext): void {
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
