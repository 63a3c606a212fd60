import { describe, expect, it } from 'vitest';
import { createIds, deriveId, systemClock, systemRandom } from '#libs/platform';

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

describe('secret ids', () => {
  it('are UUIDv4s that tell nothing about when they were drawn', () => {
    const ids = createIds({ ...systemClock, now: () => 0 }, systemRandom);
    const drawn = Array.from({ length: 100 }, () => ids.secret());
    for (const id of drawn)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(drawn).size).toBe(drawn.length);
  });

  it('repeat when chance does: a simulation can seed them', () => {
    const bytes = new Uint8Array(16).fill(7);
    const ids = () =>
      createIds({ ...systemClock, now: () => 1 }, { next: () => 0.5, bytes: () => bytes.slice() });
    expect([ids().next(), ids().secret()]).toEqual([ids().next(), ids().secret()]);
  });
});

describe('a derived id', () => {
  const cause = '7d444840-9dc0-11d1-b245-5ffdce74fad2';

  it('is the same for the same cause and name, on every machine', () => {
    expect(deriveId(cause, 'start')).toBe('e450ecab-6724-5cc9-b6ea-658c45d407a8');
    expect(deriveId(cause, 7)).toBe(deriveId(cause, '7'));
  });

  it('differs with the cause and with the name', () => {
    const other = '7d444840-9dc0-11d1-b245-5ffdce74fad3';
    const ids = [deriveId(cause, 0), deriveId(cause, 1), deriveId(other, 0), deriveId(other, 1)];
    expect(new Set(ids).size).toBe(4);
  });

  it('cannot be derived from what is no UUID', () => {
    expect(() => deriveId('thread', 'start')).toThrow('Invalid UUID');
  });
});
