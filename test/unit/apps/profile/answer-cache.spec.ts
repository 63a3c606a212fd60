import { describe, expect, it } from 'vitest';
import { systemClock } from '#libs/platform';
import { AnswerCache } from '../../../../apps/profile/src/offers/answer-cache.js';

const LIFETIMES = { freshMs: 10, usableMs: 20, keptMs: 30 };

describe('answers that are kept', () => {
  it('hold no more than they may: what was stored longest ago gives way', async () => {
    const answers = new AnswerCache<string[]>(systemClock, { ...LIFETIMES, freshMs: 60_000 }, 1_000);
    const asked: string[] = [];
    const get = (key: string) =>
      answers.get(key, () => {
        asked.push(key);
        return Promise.resolve(['x'.repeat(300)]);
      });
    for (const key of ['a', 'b', 'c', 'd']) await get(key);
    await get('d');
    await get('c');
    await get('b');
    expect(asked).toEqual(['a', 'b', 'c', 'd']);
    await get('a');
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'a']);
  });

  it('may be one that is larger than all of them together may be: it is given, and asked for again', async () => {
    const answers = new AnswerCache<string[]>(systemClock, { ...LIFETIMES, freshMs: 60_000 }, 100);
    let asked = 0;
    const get = () => answers.get('key', () => Promise.resolve([String(++asked), 'x'.repeat(200)]));
    expect((await get())[0]).toBe('1');
    expect((await get())[0]).toBe('2');
  });

  it('stand in for one that cannot be had, for as long as they are kept', async () => {
    let now = 0;
    let away = false;
    const answers = new AnswerCache<string[]>({ ...systemClock, now: () => now }, LIFETIMES);
    const get = () =>
      answers.get('key', () => (away ? Promise.reject(new Error('away')) : Promise.resolve(['answer'])));
    expect(await get()).toEqual(['answer']);
    away = true;
    now = 29;
    expect(await get()).toEqual(['answer']);
    now = 30;
    await expect(get()).rejects.toThrow('away');
    away = false;
    expect(await get()).toEqual(['answer']);
  });
});
