import { validateSync } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { firstNonJson, IsJsonObject } from '#libs/contracts';

class Temperature {
  degrees = 20;
}

const loop: Record<string, unknown> = { name: 'loop' };
loop['self'] = { list: [loop] };

/** A list in a list in a list …, so many of them. */
const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;

describe('the first value that JSON cannot carry', () => {
  it.each<[string, unknown]>([
    ['a text', 'Grüße 🧵'],
    ['null', null],
    ['a number', -1.5],
    ['a boolean', false],
    ['an empty list', []],
    ['objects in lists in objects', { a: [{ b: null }, [1, 'two', true]], '': {} }],
    ['a hundred lists in each other', nested(100)],
    ['an object without a prototype', Object.assign(Object.create(null) as object, { a: 1 })],
  ])('is none in %s', (_, value) => expect(firstNonJson(value)).toBeUndefined());

  it.each<[string, unknown, string]>([
    ['undefined', undefined, '$'],
    ['a function', { go: () => 1 }, '$.go'],
    ['a number that is not finite', { a: [1, NaN] }, '$.a[1]'],
    ['infinity', [[Infinity]], '$[0][0]'],
    ['a date', { when: new Date(0) }, '$.when'],
    ['a map', { a: { b: [0, 0, { c: new Map() }] } }, '$.a.b[2].c'],
    ['an instance of a class', [new Temperature()], '$[0]'],
    ['a bigint', { n: 1n }, '$.n'],
    ['a symbol', { s: Symbol('s') }, '$.s'],
    ['undefined in an object', { a: 1, b: undefined }, '$.b'],
    ['a hole in a list', { list: [1, , 3] }, '$.list[1]'], // oxlint-disable-line no-sparse-arrays -- the case itself
    ['what contains itself', loop, '$.self.list[0]'],
    ['what is nested deeper', nested(101), `$${'[0]'.repeat(100)}`],
    ['the first of several', { a: { ok: 1, bad: NaN }, b: undefined }, '$.a.bad'],
  ])('is named by its path: %s', (_, value, path) => expect(firstNonJson(value)).toBe(path));

  it('is none when something occurs twice without containing itself', () => {
    const shared = { a: 1 };
    expect(firstNonJson({ x: shared, y: [shared, shared] })).toBeUndefined();
  });
});

describe('a JSON object', () => {
  class Holder {
    @IsJsonObject()
    value: unknown;
  }

  const problemOf = (value: unknown): string | undefined =>
    validateSync(Object.assign(new Holder(), { value }))[0]?.constraints?.['isJsonObject'];

  it('is taken', () => expect(problemOf({ a: [1, { b: null }] })).toBeUndefined());

  it.each([[[]], ['text'], [null], [undefined], [1]])('is not %j', (value) => {
    expect(problemOf(value)).toContain('value must be a JSON object');
  });

  it('is refused with the path of what it cannot carry', () => {
    expect(problemOf({ a: { when: new Date(0) } })).toContain('$.a.when');
  });
});
