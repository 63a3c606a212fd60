import { setImmediate as nextRound } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Subscription } from '#libs/messaging';
import { RetryLater } from '#libs/messaging';
import { eventually } from '../../support/messaging/eventually.js';
import { BusUnderTest } from './bus-under-test.js';

const KEYS = 30;
const RECORDS_PER_KEY = 20;

/** Park and Miller's generator: the same numbers in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

describe('a group whose members come, go and die at random', () => {
  let bus: BusUnderTest;
  beforeEach(() => (bus = new BusUnderTest()));
  afterEach(() => bus.close());

  it.each([1, 2, 3, 4])('handles every record, and each key in order (seed %i)', async (seed) => {
    const random = numbers(seed);
    const handled = new Map<string, number[]>();
    const members: { subscription: Subscription; dead: boolean; index: number }[] = [];
    let joins = 0;
    const join = async (): Promise<void> => {
      const life = { dead: false, index: joins++ };
      const subscription = await bus.join(async ({ key, n }, { signal, attempt }) => {
        for (let rounds = Math.floor(random() * 4); rounds > 0; rounds--) await nextRound();
        if (life.dead || signal.aborted) return;
        if (attempt === 1 && random() < 0.02) throw new RetryLater('not now');
        handled.set(key, [...(handled.get(key) ?? []), n]);
      });
      members.push(Object.assign(life, { subscription }));
    };
    const change = async (): Promise<void> => {
      const [member] = members.splice(Math.floor(random() * members.length), 1);
      if (!member || random() < 0.4) await join();
      if (member && random() < 0.5) return member.subscription.drain(1_000);
      if (!member) return;
      member.dead = true;
      await bus.log.members[member.index]?.leave();
    };

    await join();
    for (let n = 0; n < RECORDS_PER_KEY; n++) {
      await Promise.all(Array.from({ length: KEYS }, (_, key) => bus.pull(`k${key}`, n)));
      if (random() < 0.6) await change();
    }
    await join();
    const expected = Array.from({ length: RECORDS_PER_KEY }, (_, n) => n);
    await eventually(() => {
      for (let key = 0; key < KEYS; key++) expect(new Set(handled.get(`k${key}`))).toEqual(new Set(expected));
    });
    for (const seen of handled.values()) {
      const firstTimes = seen.filter((n, index) => seen.indexOf(n) === index);
      expect(firstTimes).toEqual(expected);
    }
  });
});
