import { beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '#libs/contracts';
import { Conversation, InProcessCellStore, MAX_VALUE_BYTES, REMEMBERED_TURNS } from '#libs/conversation';
import { systemClock } from '#libs/platform';

const THREAD = '5f0c1f8e-7f6b-4b33-9d43-1f1f6d2f3a10';

let store: InProcessCellStore;
let conversation: Conversation;

/** Claims the conversation as a worker does: what it sees is what is durable. */
const claim = async (): Promise<Conversation> => new Conversation(THREAD, await store.claim(THREAD), store);

const stored = async (): Promise<Readonly<Record<string, Json>> | undefined> =>
  (await store.read(THREAD))?.values;

beforeEach(async () => {
  store = new InProcessCellStore(systemClock);
  conversation = await claim();
});

async function commitValues(values: Record<string, Json>): Promise<void> {
  const turn = conversation.begin('earlier');
  for (const [key, value] of Object.entries(values)) turn.set(key, value);
  await conversation.commit(turn);
}

describe('what a turn writes', () => {
  it('is seen at once by itself and by the turns beside it, and is durable when the turn commits', async () => {
    const turn = conversation.begin('t1');
    const beside = conversation.begin('t2');
    turn.set('name', 'Ada');
    expect([turn.get('name'), beside.get('name'), beside.has('name')]).toEqual(['Ada', 'Ada', true]);
    expect(await stored()).toEqual({});
    await conversation.commit(turn);
    expect(await stored()).toEqual({ name: 'Ada' });
    expect((await claim()).begin('t3').get('name')).toBe('Ada');
  });

  it('may be null, which is not the same as nothing', async () => {
    const turn = conversation.begin('t1');
    turn.set('nothing', null);
    expect([turn.has('nothing'), turn.get('nothing')]).toEqual([true, null]);
    expect([turn.has('unknown'), turn.get('unknown')]).toEqual([false, undefined]);
    await conversation.commit(turn);
    expect(await stored()).toEqual({ nothing: null });
  });

  it('may go by any name', async () => {
    const names = ['', '__proto__', 'constructor', 'a key: {odd}'];
    const turn = conversation.begin('t1');
    for (const name of names) turn.set(name, { name });
    await conversation.commit(turn);
    const next = (await claim()).begin('t2');
    expect(names.map((name) => next.get(name))).toEqual(names.map((name) => ({ name })));
  });

  it('is removed where it was unset', async () => {
    await commitValues({ a: 1, b: 2 });
    const turn = conversation.begin('t1');
    turn.unset('a');
    turn.unset('never there');
    expect(turn.has('a')).toBe(false);
    await conversation.commit(turn);
    expect(await stored()).toEqual({ b: 2 });
  });

  it('includes values that were changed in place, without set', async () => {
    await commitValues({ cart: { items: ['tea'] }, other: [1] });
    const turn = conversation.begin('t1');
    (turn.get('cart') as { items: string[] }).items.push('milk');
    turn.get('other');
    expect(turn.changes()).toEqual({ set: { cart: { items: ['tea', 'milk'] } }, unset: [] });
    await conversation.commit(turn);
    expect(await stored()).toEqual({ cart: { items: ['tea', 'milk'] }, other: [1] });
  });

  it('includes changes made in place after set', async () => {
    const turn = conversation.begin('t1');
    const list = [1];
    turn.set('list', list);
    list.push(2);
    await conversation.commit(turn);
    expect(await stored()).toEqual({ list: [1, 2] });
  });

  it('is nothing where it only read', async () => {
    await commitValues({ cart: { items: ['tea'] }, count: 1 });
    const turn = conversation.begin('t1');
    turn.get('cart');
    turn.get('count');
    expect(turn.changes()).toEqual({ set: {}, unset: [] });
  });
});

describe('a value', () => {
  it('that is not JSON is refused with its path, and nothing changes', () => {
    const turn = conversation.begin('t1');
    const value = { when: [new Date(0)] } as unknown as Json;
    expect(() => turn.set('visit', value)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
    expect(() => turn.set('visit', value)).toThrow('$.when[0]');
    expect(turn.has('visit')).toBe(false);
  });

  it('is refused above 64 KB of JSON, counted in bytes', () => {
    const turn = conversation.begin('t1');
    turn.set('fits', 'x'.repeat(MAX_VALUE_BYTES - 2));
    const large = 'ü'.repeat(MAX_VALUE_BYTES / 2);
    expect(() => turn.set('large', large)).toThrow(expect.objectContaining({ code: 'too_large' }));
    expect(() => turn.set('large', large)).toThrow('"large" is larger than 64 KB');
    expect(turn.has('large')).toBe(false);
  });

  it.each([
    ['read', () => undefined],
    ['set', (turn: ReturnType<Conversation['begin']>) => turn.set('list', turn.get('list') ?? [])],
  ])(
    'that was %s and then changed in place into what set refuses is found when the turn ends',
    async (_, touch) => {
      await commitValues({ list: [] });
      const turn = conversation.begin('t1');
      touch(turn);
      const list = turn.get('list') as unknown[];
      list.push(new Map());
      expect(() => turn.changes()).toThrow(expect.objectContaining({ code: 'invalid_input' }));
      expect(() => turn.changes()).toThrow('$[0]');
      list[0] = 'x'.repeat(MAX_VALUE_BYTES);
      expect(() => turn.changes()).toThrow(expect.objectContaining({ code: 'too_large' }));
    },
  );
});

describe('a turn that is undone or abandoned', () => {
  it('leaves the values as they were before it', async () => {
    await commitValues({ kept: 1, changed: 'old', removed: true, list: [1] });
    const turn = conversation.begin('t1');
    turn.set('changed', 'new');
    turn.set('added', 1);
    turn.unset('removed');
    (turn.get('list') as number[]).push(2);
    conversation.abandon(turn);
    const next = conversation.begin('t2');
    const values = ['kept', 'changed', 'removed', 'list', 'added'].map((key) => next.get(key));
    expect(values).toEqual([1, 'old', true, [1], undefined]);
    expect(next.changes()).toEqual({ set: {}, unset: [] });
    expect(await stored()).toEqual({ kept: 1, changed: 'old', removed: true, list: [1] });
  });

  it('may write anew after undo, and only that is kept', async () => {
    const turn = conversation.begin('t1');
    turn.set('a', 1);
    turn.undo();
    expect(turn.changes()).toEqual({ set: {}, unset: [] });
    turn.set('b', 2);
    await conversation.commit(turn);
    expect(await stored()).toEqual({ b: 2 });
  });

  it('takes nothing back of what a turn beside it has committed', async () => {
    await commitValues({ shared: { n: 1 }, both: 0 });
    const failing = conversation.begin('t1');
    const beside = conversation.begin('t2');
    failing.get('shared');
    failing.set('both', 'failing');
    failing.set('own', 1);
    beside.set('shared', { n: 2 });
    beside.set('both', 'beside');
    await conversation.commit(beside);
    conversation.abandon(failing);
    const next = conversation.begin('t3');
    expect([next.get('shared'), next.get('both'), next.has('own')]).toEqual([{ n: 2 }, 'beside', false]);
    expect(await stored()).toEqual({ shared: { n: 2 }, both: 'beside' });
  });

  it('takes nothing back of what a turn beside it wrote after it and has not committed yet', async () => {
    const failing = conversation.begin('t1');
    const beside = conversation.begin('t2');
    failing.set('key', 'failing');
    beside.set('key', 'beside');
    conversation.abandon(failing);
    expect(beside.get('key')).toBe('beside');
    await conversation.commit(beside);
    expect(await stored()).toEqual({ key: 'beside' });
  });

  it('is not kept by a turn that only read what it wrote', async () => {
    await commitValues({ list: [1] });
    const failing = conversation.begin('t1');
    const reading = conversation.begin('t2');
    reading.get('list');
    failing.set('list', [1, 2]);
    reading.get('list');
    await conversation.commit(reading);
    conversation.abandon(failing);
    expect(await stored()).toEqual({ list: [1] });
    expect(conversation.begin('t3').get('list')).toEqual([1]);
  });
});

describe('turns side by side', () => {
  it('leave the last written value of a key, in memory and in the store, whoever commits first', async () => {
    for (const order of ['first first', 'second first']) {
      const [first, second] = [conversation.begin(`1 ${order}`), conversation.begin(`2 ${order}`)];
      first.set('key', `first, ${order}`);
      second.set('key', `second, ${order}`);
      for (const turn of order === 'first first' ? [first, second] : [second, first]) {
        await conversation.commit(turn);
      }
      expect(conversation.begin(`3 ${order}`).get('key')).toBe(`second, ${order}`);
      expect(await stored()).toEqual({ key: `second, ${order}` });
    }
  });

  it('are counted while they run', async () => {
    const [one, two] = [conversation.begin('t1'), conversation.begin('t2')];
    expect(conversation.runningTurns).toBe(2);
    await conversation.commit(one);
    conversation.abandon(two);
    conversation.abandon(two);
    expect(conversation.runningTurns).toBe(0);
  });
});

describe('a conversation that another worker has claimed', () => {
  it('commits nothing more: conflict', async () => {
    const turn = conversation.begin('t1');
    turn.set('a', 'mine');
    const other = await claim();
    expect(other.fence).toBeGreaterThan(conversation.fence);
    await expect(conversation.commit(turn)).rejects.toMatchObject({ name: 'DomainError', code: 'conflict' });
    expect(conversation.isDone('t1')).toBe(false);
    expect(await stored()).toEqual({});
    const theirs = other.begin('t1');
    theirs.set('a', 'theirs');
    await other.commit(theirs);
    expect(await stored()).toEqual({ a: 'theirs' });
  });
});

describe('turns that are done', () => {
  it('are known here and to whoever claims the conversation next', async () => {
    expect(conversation.isDone('t1')).toBe(false);
    const turn = conversation.begin('t1');
    expect(conversation.isDone('t1')).toBe(false);
    await conversation.commit(turn);
    expect(conversation.isDone('t1')).toBe(true);
    expect((await claim()).isDone('t1')).toBe(true);
  });

  it('are not those that were abandoned', () => {
    conversation.abandon(conversation.begin('t1'));
    expect(conversation.isDone('t1')).toBe(false);
  });

  it(`are remembered, the last ${REMEMBERED_TURNS} of them`, async () => {
    for (let n = 0; n <= REMEMBERED_TURNS; n += 1) await conversation.commit(conversation.begin(`t${n}`));
    for (const known of [conversation, await claim()]) {
      expect([known.isDone('t0'), known.isDone('t1'), known.isDone(`t${REMEMBERED_TURNS}`)]).toEqual([
        false,
        true,
        true,
      ]);
    }
  });
});

describe('whether the user has said anything', () => {
  it('is known from when a turn says so, and durable with that turn', async () => {
    const turn = conversation.begin('t1');
    expect(conversation.interacted).toBe(false);
    turn.interacted = true;
    expect(conversation.interacted).toBe(true);
    await conversation.commit(turn);
    expect(conversation.interacted).toBe(true);
    expect((await claim()).interacted).toBe(true);
  });

  it('is forgotten with a turn that was abandoned, whatever ran beside it', async () => {
    const turn = conversation.begin('t1');
    turn.interacted = true;
    await conversation.commit(conversation.begin('t2'));
    conversation.abandon(turn);
    expect(conversation.interacted).toBe(false);
    expect((await claim()).interacted).toBe(false);
  });
});

describe('a stop', () => {
  it('counts at once, durably, and never goes back', async () => {
    await conversation.stop(2_000);
    await conversation.stop(1_000);
    expect(conversation.stoppedAt).toBe(2_000);
    expect((await claim()).stoppedAt).toBe(2_000);
  });
});
