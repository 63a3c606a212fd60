import { randomUUID } from 'node:crypto';
import type { Json } from '#libs/contracts';
import type { CellStore } from '#libs/conversation';
import { describe, expect, it } from 'vitest';

/** What each test works with; the thread is new for each. */
type Context = () => { readonly store: CellStore; readonly threadId: string };

const DEADLINE = Date.UTC(2030, 0, 1);

export function describeStoredAsks(context: Context): void {
  describe('opened', () => describeOpening(context));
  describe('answered', () => describeAnswering(context));
  describe('when their turn is done', () => describeForgetting(context));
}

function describeOpening(context: Context): void {
  it('are in what is claimed and read', async () => {
    const { store, threadId } = context();
    const { fence, asks } = await store.claim(threadId);
    expect(asks).toEqual({});
    const ask = { turnId: 'turn 1', deadline: DEADLINE };
    expect(await store.openAsk(threadId, fence, 'q1', ask)).toEqual(ask);
    const other = { turnId: randomUUID(), deadline: DEADLINE + 1 };
    expect(await store.openAsk(threadId, fence, 'q2', other)).toEqual(other);
    expect((await store.read(threadId))?.asks).toEqual({ q1: ask, q2: other });
    expect((await store.claim(threadId)).asks).toEqual({ q1: ask, q2: other });
  });

  it('are refused to who was overtaken, and in a cell that is gone', async () => {
    const { store, threadId } = context();
    const ask = { turnId: 't', deadline: DEADLINE };
    expect(await store.openAsk(threadId, Date.now(), 'q', ask)).toBe('fenced');
    expect(await store.read(threadId)).toBeUndefined();
    const first = await store.claim(threadId);
    const second = await store.claim(threadId);
    expect(await store.openAsk(threadId, first.fence, 'q', ask)).toBe('fenced');
    expect((await store.read(threadId))?.asks).toEqual({});
    expect(await store.openAsk(threadId, second.fence, 'q', ask)).toEqual(ask);
  });

  it('by a later attempt of the turn keep their deadline', async () => {
    const { store, threadId } = context();
    const first = await store.claim(threadId);
    await store.openAsk(threadId, first.fence, 'q', { turnId: 't', deadline: DEADLINE });
    const second = await store.claim(threadId);
    const again = await store.openAsk(threadId, second.fence, 'q', { turnId: 't', deadline: DEADLINE + 9 });
    expect(again).toEqual({ turnId: 't', deadline: DEADLINE });
    expect((await store.read(threadId))?.asks).toEqual({ q: again });
  });

  it('stay apart from values of like names', async () => {
    const { store, threadId } = context();
    const { fence } = await store.claim(threadId);
    await store.openAsk(threadId, fence, 'q', { turnId: 't', deadline: DEADLINE });
    const set = { 'ask:q': 1, asks: 2, 'answer:q': 3 };
    await store.commit(threadId, fence, { turnId: 'u', set, unset: [], interacted: false });
    expect(await store.read(threadId)).toMatchObject({
      values: set,
      asks: { q: { turnId: 't', deadline: DEADLINE } },
    });
  });
}

function describeAnswering(context: Context): void {
  const open = async (...askIds: string[]): Promise<number> => {
    const { store, threadId } = context();
    const { fence } = await store.claim(threadId);
    for (const askId of askIds)
      await store.openAsk(threadId, fence, askId, { turnId: 't', deadline: DEADLINE });
    return fence;
  };
  const answer = (askId: string, value: Json, at = DEADLINE - 1) => {
    const { store, threadId } = context();
    return store.answerAsk(threadId, askId, value, at);
  };
  const answerTo = async (askId: string) => {
    const { store, threadId } = context();
    return (await store.read(threadId))?.asks[askId]?.answer;
  };

  it('have the first answer, whoever holds the cell; the same one again is taken again', async () => {
    await open('q');
    const first: Json = { kind: 'text', list: [], empty: {}, deep: [1.5, null, 'Grüße 🧵\n'] };
    expect(await answer('q', first)).toBe('taken');
    expect(await answer('q', 'another')).toBe('refused');
    expect(await answer('q', structuredClone(first))).toBe('taken');
    expect(await answerTo('q')).toEqual(first);
  });

  it('have one answer when several come at once', async () => {
    await open('q');
    const results = await Promise.all([answer('q', 'a'), answer('q', 'b'), answer('q', 'c')]);
    expect(results).toEqual(['taken', 'refused', 'refused']);
    expect(await answerTo('q')).toBe('a');
  });

  it.each<Json>([null, false, 0, '', [], {}])('may have the answer %j', async (value) => {
    await open('q');
    expect(await answer('q', value)).toBe('taken');
    expect(await answer('q', 'another')).toBe('refused');
    expect(await answerTo('q')).toEqual(value);
  });

  it('have no answer that came late; at the deadline is not late', async () => {
    await open('q1', 'q2');
    expect(await answer('q1', 'late', DEADLINE + 1)).toBe('refused');
    expect(await answerTo('q1')).toBeUndefined();
    expect(await answer('q1', 'in time', DEADLINE)).toBe('taken');
    expect(await answer('q2', 'late', DEADLINE + 1)).toBe('refused');
    expect(await answerTo('q1')).toBe('in time');
  });

  it('are those that somebody asks: an answer to nothing is refused and makes no cell', async () => {
    const { store, threadId } = context();
    expect(await answer('q', 'x')).toBe('refused');
    expect(await store.read(threadId)).toBeUndefined();
    await open('q');
    expect(await answer('other', 'x')).toBe('refused');
    expect(await store.answerAsk(randomUUID(), 'q', 'x', 1)).toBe('refused');
    expect(await answerTo('q')).toBeUndefined();
  });

  it('before their turn is run again give it the answer', async () => {
    const { store, threadId } = context();
    await open('q');
    await answer('q', { text: 'yes' });
    const { fence, asks } = await store.claim(threadId);
    const answered = { turnId: 't', deadline: DEADLINE, answer: { text: 'yes' } };
    expect(asks).toEqual({ q: answered });
    expect(await store.openAsk(threadId, fence, 'q', { turnId: 't', deadline: DEADLINE + 9 })).toEqual(
      answered,
    );
  });

  it('keep their answer apart from what others change later', async () => {
    await open('q');
    const list = [1];
    await answer('q', { list });
    list.push(2);
    expect(await answerTo('q')).toEqual({ list: [1] });
  });
}

function describeForgetting(context: Context): void {
  it('are forgotten with it; those of other turns are not', async () => {
    const { store, threadId } = context();
    const { fence } = await store.claim(threadId);
    const mine = { turnId: 'mine', deadline: DEADLINE };
    const other = { turnId: 'other', deadline: DEADLINE };
    await store.openAsk(threadId, fence, 'q1', mine);
    await store.openAsk(threadId, fence, 'q2', other);
    await store.openAsk(threadId, fence, 'q3', mine);
    await store.answerAsk(threadId, 'q1', 'x', 1);
    await store.answerAsk(threadId, 'q2', 'y', 1);
    await store.commit(threadId, fence, { turnId: 'mine', set: { a: 1 }, unset: [], interacted: false });
    expect(await store.read(threadId)).toEqual({
      values: { a: 1 },
      doneTurns: ['mine'],
      stoppedAt: 0,
      interacted: false,
      asks: { q2: { ...other, answer: 'y' } },
    });
    expect(await store.answerAsk(threadId, 'q1', 'x', 1)).toBe('refused');
    expect(await store.answerAsk(threadId, 'q3', 'x', 1)).toBe('refused');
    await store.commit(threadId, fence, { turnId: 'other', set: {}, unset: [], interacted: false });
    expect((await store.read(threadId))?.asks).toEqual({});
  });

  it('stay when the commit was refused', async () => {
    const { store, threadId } = context();
    const { fence } = await store.claim(threadId);
    await store.openAsk(threadId, fence, 'q', { turnId: 't', deadline: DEADLINE });
    await store.claim(threadId);
    const commit = { turnId: 't', set: {}, unset: [], interacted: false };
    expect(await store.commit(threadId, fence, commit)).toBe('fenced');
    expect(Object.keys((await store.read(threadId))?.asks ?? {})).toEqual(['q']);
  });
}
