import { beforeEach, describe, expect, it } from 'vitest';
import { Conversation, InProcessCellStore, MAX_SESSION_BYTES } from '#libs/conversation';
import { systemClock } from '#libs/platform';

const THREAD = '5f0c1f8e-7f6b-4b33-9d43-1f1f6d2f3a10';
const LARGE = 'x'.repeat(60_000);

let store: InProcessCellStore;
let conversation: Conversation;

beforeEach(async () => {
  store = new InProcessCellStore(systemClock);
  conversation = new Conversation(THREAD, await store.claim(THREAD), store);
});

const stored = async (): Promise<unknown> => (await store.read(THREAD))?.values;

describe('what a turn has kept', () => {
  it('is not the object that its handler has: that may be in another conversation, or under another key', async () => {
    const constant = { theme: 'light' };
    const turn = conversation.begin('t1');
    turn.set('a', constant);
    turn.set('b', constant);
    await conversation.commit(turn);
    constant.theme = 'changed';
    const next = conversation.begin('t2');
    (next.get('a') as typeof constant).theme = 'dark';
    expect([next.get('a'), next.get('b')]).toEqual([{ theme: 'dark' }, { theme: 'light' }]);
    await conversation.commit(next);
    expect(await stored()).toEqual({ a: { theme: 'dark' }, b: { theme: 'light' } });
  });

  it('is still the one object for a turn beside it that was handed it before', async () => {
    const [turn, beside] = [conversation.begin('t1'), conversation.begin('t2')];
    turn.set('list', [1]);
    const list = beside.get('list') as number[];
    await conversation.commit(turn);
    list.push(2);
    await conversation.commit(beside);
    expect(await stored()).toEqual({ list: [1, 2] });
  });
});

describe('all values together', () => {
  it('have 256 KB at the most, their keys included, however many they are', () => {
    const turn = conversation.begin('t1');
    const fill = (): void => {
      for (let n = 0; n < MAX_SESSION_BYTES; n += 1) turn.set(`${n}`.padStart(1_000, '0'), n);
    };
    expect(fill).toThrow(/would hold 257 KB with "0/);
    expect(() => turn.set('k'.repeat(1_025), 1)).toThrow(/a key has 1024 bytes at the most/);
  });

  it('have room again for what was deleted, emptied in place, refused, or undone', () => {
    const turn = conversation.begin('t1');
    for (const key of ['a', 'b', 'c', 'd']) turn.set(key, [LARGE]);
    expect(() => turn.set('e', LARGE)).toThrow(/would hold/);
    turn.set('e', 'x'.repeat(20_000));
    turn.unset('a');
    turn.set('e', LARGE);
    expect(() => turn.set('f', LARGE)).toThrow(/would hold/);
    (turn.get('b') as string[]).pop();
    turn.set('f', LARGE);
    turn.undo();
    for (const key of ['g', 'h', 'i', 'j']) turn.set(key, LARGE);
  });

  it('have room for those that a turn beside it deletes', () => {
    const [turn, beside] = [conversation.begin('t1'), conversation.begin('t2')];
    for (const key of ['a', 'b', 'c', 'd']) turn.set(key, LARGE);
    beside.unset('a');
    turn.set('e', LARGE);
  });

  it('do not count what the platform keeps', () => {
    const turn = conversation.begin('t1');
    for (const key of ['a', 'b', 'c', 'd', 'heddle:chat', 'heddle:form']) turn.set(key, LARGE);
    expect(Object.keys(turn.changes().set)).toHaveLength(6);
  });

  it('are found to be too much when the turn ends, if they grew in place', () => {
    const turn = conversation.begin('t1');
    for (const key of ['a', 'b', 'c', 'd', 'e']) turn.set(key, []);
    for (const key of ['a', 'b', 'c', 'd', 'e']) (turn.get(key) as string[]).push(LARGE);
    expect(() => turn.changes()).toThrow(/would hold 293 KB with "a", "b"/);
  });
});
