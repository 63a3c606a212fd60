import { describe, expect, it } from 'vitest';
import { parentsFirst } from '../../../apps/session/src/threads/parents-first.js';

const step = (id: string, parentId?: string) => ({ id, parentId: parentId ?? null });
const order = (...steps: ReturnType<typeof step>[]) => parentsFirst(steps).map(({ id }) => id);

describe('parentsFirst', () => {
  it('leaves steps alone that are in order', () => {
    expect(order(step('a'), step('b', 'a'), step('c'), step('d', 'b'))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('takes a whole line of ancestors before a step that came first', () => {
    expect(order(step('c', 'b'), step('x'), step('b', 'a'), step('a'))).toEqual(['a', 'b', 'c', 'x']);
  });

  it('keeps steps whose parent is nowhere, and each step once in a circle', () => {
    expect(order(step('a', 'gone'), step('b', 'c'), step('c', 'b'))).toEqual(['a', 'c', 'b']);
  });
});
