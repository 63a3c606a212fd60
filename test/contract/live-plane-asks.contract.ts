import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { ask, listen, MINUTE_MS, step } from './live-plane-frames.js';
import type { ContractContext } from './live-plane-frames.js';

export function describeAsks(context: ContractContext): void {
  const asked = async (threadId = context.threadId) => (await context.gateway.snapshot(threadId)).ask;
  const soon = () => Date.now() + MINUTE_MS;

  it('is shown at once and told to who comes later, until it has ended', async () => {
    const { worker, gateway, threadId, gatewayId } = context;
    const batches = await listen(gateway, threadId, gatewayId);
    const question = ask('q', soon());
    await worker.emit(threadId, [step('q', 'created'), question]);
    const head = await gateway.head(threadId);
    expect(await asked()).toEqual(question);
    expect((await gateway.snapshot(threadId, head)).ask).toEqual(question);
    expect((await gateway.snapshot(threadId, 1)).ask).toEqual(question);

    await worker.emit(threadId, [{ kind: 'ask-ended', askId: 'q', how: 'answered' }]);
    expect(await gateway.snapshot(threadId)).not.toHaveProperty('ask');
    await vi.waitFor(() => expect(batches).toHaveLength(2));
    expect(batches.flatMap(({ frames }) => frames.map(({ frame }) => frame.kind))).toEqual([
      'step',
      'ask',
      'ask-ended',
    ]);
  });

  it('is the last one; the end of another one changes nothing', async () => {
    const { worker, threadId } = context;
    const second = ask('second', soon());
    await worker.emit(threadId, [ask('first', soon()), second]);
    await worker.emit(threadId, [{ kind: 'ask-ended', askId: 'first', how: 'cancelled' }]);
    expect(await asked()).toEqual(second);
    await worker.emit(threadId, [
      { kind: 'ask-ended', askId: 'second', how: 'timed-out' },
      { kind: 'ask-ended', askId: 'second', how: 'timed-out' },
    ]);
    expect(await asked()).toBeUndefined();
  });

  it('may be asked anew by a later attempt of its turn', async () => {
    const { worker, threadId } = context;
    const again = ask('q', soon() + 1);
    await worker.emit(threadId, [ask('q', Date.now() + 30)]);
    await worker.emit(threadId, [again]);
    expect(await asked()).toEqual(again);
  });

  it('is over at its deadline', async () => {
    const { worker, threadId } = context;
    const late = randomUUID();
    await worker.emit(threadId, [ask('q', Date.now() + 50)]);
    await worker.emit(late, [ask('q', Date.now() - 1)]);
    expect(await asked(late)).toBeUndefined();
    await vi.waitFor(async () => expect(await asked()).toBeUndefined());
  });

  it('is of its own thread', async () => {
    const { worker, threadId } = context;
    const other = randomUUID();
    await worker.emit(threadId, [ask('q', soon())]);
    await worker.emit(other, [{ kind: 'ask-ended', askId: 'q', how: 'answered' }]);
    expect(await asked(other)).toBeUndefined();
    expect((await asked())?.step.id).toBe('q');
  });
}
