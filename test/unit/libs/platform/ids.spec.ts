import { describe, expect, it } from 'vitest';
import { createIds, systemClock, systemRandom } from '#libs/platform';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('ids', () => {
  it('sort in the order in which they were drawn, within a millisecond and when the clock goes back', () => {
    let now = 1_800_000_000_000;
    const ids = createIds({ ...systemClock, now: () => now }, systemRandom);
    const drawn = Array.from({ length: 3_000 }, (_, n) => {
      if (n % 1_000 === 999) now += n === 1_999 ? -50 : 1;
      return ids.next();
    });
    expect(drawn.every((id) => UUID_V7.test(id))).toBe(true);
    expect([...drawn].sort()).toEqual(drawn);
    expect(new Set(drawn).size).toBe(drawn.length);
  });
});
