import { randomUUID } from 'node:crypto';
import type { Json } from '#libs/contracts';
import type { CellCommit, CellStore } from '#libs/conversation';
import { REMEMBERED_TURNS } from '#libs/conversation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeStoredAsks } from './cell-store-asks.contract.js';

/** What every implementation of `CellStore` promises. */
export function describeCellStore(name: string, open: () => Promise<CellStore>): void {
  describe(`cell store: ${name}`, () => {
    let store: CellStore;
    let threadId: string;

    beforeAll(async () => {
      store = await open();
    });

    afterAll(() => store.close());

    beforeEach(() => {
      threadId = randomUUID();
    });

    describe('asks', () => describeStoredAsks(() => ({ store, threadId })));

    it('makes a cell with its first claim', async () => {
      expect(await store.read(threadId)).toBeUndefined();
      const before = Date.now();
      const { fence, ...cell } = await store.claim(threadId);
      expect(cell).toEqual({ values: {}, doneTurns: [], stoppedAt: 0, interacted: false, asks: {} });
      expect(fence).toBeGreaterThanOrEqual(before - 1_000);
      expect(await store.read(threadId)).toEqual(cell);
    });

    it('gives every claim a higher fence, however fast they follow', async () => {
      const claims = await Promise.all(Array.from({ length: 50 }, () => store.claim(threadId)));
      const fences = claims.map(({ fence }) => fence);
      expect(new Set(fences).size).toBe(50);
      expect(fences).toEqual([...fences].sort((a, b) => a - b));
    });

    it('gives the next claim what was committed', async () => {
      const values: Record<string, Json> = {
        text: 'Grüße 🧵\n"quoted"',
        'a key: with {odd} characters': null,
        deep: { list: [1, 2.5, true, null, { a: [] }], empty: {} },
        '': 'an empty key',
        fence: 'a key like a field’s name',
      };
      const { fence } = await store.claim(threadId);
      expect(await store.commit(threadId, fence, turn({ turnId: 't1', set: values, interacted: true }))).toBe(
        'committed',
      );
      const expected = { values, doneTurns: ['t1'], stoppedAt: 0, interacted: true, asks: {} };
      expect(await store.claim(threadId)).toMatchObject(expected);
      expect(await store.read(threadId)).toEqual(expected);
    });

    it('changes only the keys that a commit names', async () => {
      const { fence } = await store.claim(threadId);
      await store.commit(threadId, fence, turn({ set: { a: 1, b: 2, c: 3 } }));
      await store.commit(threadId, fence, turn({ set: { b: 20, d: 4 }, unset: ['a', 'never there', 'd'] }));
      expect((await store.read(threadId))?.values).toEqual({ b: 20, c: 3, d: 4 });
    });

    it('never takes back that the user has said something', async () => {
      const { fence } = await store.claim(threadId);
      await store.commit(threadId, fence, turn({ interacted: true }));
      await store.commit(threadId, fence, turn({ interacted: false }));
      expect((await store.read(threadId))?.interacted).toBe(true);
    });

    it('refuses the commit of who was overtaken, whole', async () => {
      const first = await store.claim(threadId);
      const second = await store.claim(threadId);
      const late = turn({ turnId: 'late', set: { a: 1 }, interacted: true });
      expect(await store.commit(threadId, first.fence, late)).toBe('fenced');
      expect(await store.read(threadId)).toEqual({
        values: {},
        doneTurns: [],
        stoppedAt: 0,
        interacted: false,
        asks: {},
      });
      expect(await store.commit(threadId, second.fence, turn({ set: { a: 2 } }))).toBe('committed');
      expect((await store.read(threadId))?.values).toEqual({ a: 2 });
    });

    it('refuses a commit to a cell that is gone', async () => {
      expect(await store.commit(threadId, Date.now(), turn({ set: { a: 1 } }))).toBe('fenced');
      await store.stop(threadId, 1);
      expect(await store.commit(threadId, 0, turn({ set: { a: 1 } }))).toBe('fenced');
      expect((await store.read(threadId))?.values).toEqual({});
    });

    it('commits a turn once, whoever repeats it', async () => {
      const first = await store.claim(threadId);
      await store.commit(threadId, first.fence, turn({ turnId: 't', set: { a: 1 } }));
      const second = await store.claim(threadId);
      const again = turn({ turnId: 't', set: { a: 2 }, unset: ['b'], interacted: true });
      expect(await store.commit(threadId, first.fence, again)).toBe('committed');
      expect(await store.commit(threadId, second.fence, again)).toBe('committed');
      const expected = { values: { a: 1 }, doneTurns: ['t'], stoppedAt: 0, interacted: false, asks: {} };
      expect(await store.read(threadId)).toEqual(expected);
    });

    it('remembers the last turns done, oldest first', async () => {
      const { fence } = await store.claim(threadId);
      const ids = Array.from({ length: REMEMBERED_TURNS + 6 }, () => randomUUID());
      for (const turnId of ids) await store.commit(threadId, fence, turn({ turnId }));
      expect((await store.claim(threadId)).doneTurns).toEqual(ids.slice(-REMEMBERED_TURNS));
    });

    it('records the latest stop, whoever holds the cell', async () => {
      await store.stop(threadId, 2_000);
      expect(await store.read(threadId)).toMatchObject({ stoppedAt: 2_000, doneTurns: [], values: {} });
      const { fence, stoppedAt } = await store.claim(threadId);
      expect(stoppedAt).toBe(2_000);
      await store.stop(threadId, 1_000);
      expect((await store.read(threadId))?.stoppedAt).toBe(2_000);
      await store.stop(threadId, 3_000);
      expect(await store.commit(threadId, fence, turn({}))).toBe('committed');
      expect((await store.read(threadId))?.stoppedAt).toBe(3_000);
    });

    it('keeps what it was given apart from what others change later', async () => {
      const { fence } = await store.claim(threadId);
      const list = [1];
      await store.commit(threadId, fence, turn({ set: { list } }));
      list.push(2);
      const cell = await store.claim(threadId);
      (cell.values['list'] as number[]).push(3);
      expect((await store.read(threadId))?.values).toEqual({ list: [1] });
    });

    it('keeps threads apart', async () => {
      const other = randomUUID();
      const { fence } = await store.claim(threadId);
      await store.claim(other);
      await store.commit(threadId, fence, turn({ set: { a: 1 } }));
      expect((await store.read(other))?.values).toEqual({});
    });

    it('takes effect in the order of the calls, also when none is awaited', async () => {
      const { fence } = await store.claim(threadId);
      const commits = Array.from({ length: 40 }, (_, index) =>
        store.commit(threadId, fence, turn({ turnId: String(index), set: { last: index } })),
      );
      const claim = store.claim(threadId);
      const late = store.commit(threadId, fence, turn({ turnId: 'late', set: { last: 'late' } }));
      expect(new Set(await Promise.all(commits))).toEqual(new Set(['committed']));
      expect((await claim).values).toEqual({ last: 39 });
      expect(await late).toBe('fenced');
    });
  });
}

function turn(commit: Partial<CellCommit>): CellCommit {
  return { turnId: randomUUID(), set: {}, unset: [], interacted: false, ...commit };
}
