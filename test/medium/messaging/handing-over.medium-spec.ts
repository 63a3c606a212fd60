import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventContext } from '#libs/messaging';
import { RetryLater } from '#libs/messaging';
import { closedGate } from '../../support/messaging/gate.js';
import { BusUnderTest } from './bus-under-test.js';
import { eventually } from '../../support/messaging/eventually.js';

describe('handing over between members of a group', () => {
  let bus: BusUnderTest;
  const handled: string[] = [];

  beforeEach(() => {
    handled.length = 0;
    bus = new BusUnderTest();
  });
  afterEach(() => bus.close());

  it('aborts handlers of lost partitions and ignores that they end', async () => {
    const gate = closedGate();
    const contexts = new Map<string, EventContext>();
    const first = await bus.join(({ key }, context) => {
      contexts.set(key, context);
      return gate.opened;
    });
    for (let n = 0; n < 40; n++) await bus.pull(`k${n}`, n);
    await eventually(() => expect(contexts.size).toBe(40));

    const second = await bus.join(({ key }) => void handled.push(key));
    const aborted = [...contexts].filter(([, { signal }]) => signal.aborted).map(([key]) => key);
    expect(aborted.length).toBeGreaterThan(0);
    await eventually(() => expect([...handled].sort()).toEqual([...aborted].sort()));
    await second.drain(0);
    const commitsOfSecond = bus.log.commits.length;

    gate.open();
    await eventually(() => expect(first.stats().dispatcher).toMatchObject({ late: aborted.length }));
    expect(first.stats().dispatcher?.handled).toBe(40);
    await first.drain(1_000);
    const kept = bus.log.commits.slice(commitsOfSecond);
    expect(kept.length).toBeGreaterThan(0);
  });

  it('goes on with the partitions that it keeps', async () => {
    const gate = closedGate();
    const contexts = new Map<string, EventContext>();
    const first = await bus.join(async ({ key }, context) => {
      contexts.set(key, context);
      await gate.opened;
      if (!context.signal.aborted) handled.push(key);
    });
    for (let n = 0; n < 40; n++) await bus.pull(`k${n}`, n);
    await eventually(() => expect(contexts.size).toBe(40));
    await bus.join(({ key }) => void handled.push(key));
    gate.open();
    await eventually(() => expect(handled).toHaveLength(40));
    expect(new Set(handled).size).toBe(40);
    expect(first.stats().dispatcher?.partitions).toBe(6);
  });

  it('finishes what runs before it leaves, and leaves the rest to others', async () => {
    const gate = closedGate();
    const first = await bus.join(async ({ key, n }) => {
      await gate.opened;
      handled.push(`first ${key}:${n}`);
    });
    await bus.pull('a', 1);
    await bus.pull('a', 2);
    await bus.pull('b', 1);
    await eventually(() => expect(first.stats().dispatcher?.running).toBe(2));
    const drained = first.drain(10_000);
    await bus.pull('c', 1);
    gate.open();
    await drained;
    expect(handled).toEqual(['first a:1', 'first b:1']);
    await bus.join(({ key, n }) => void handled.push(`second ${key}:${n}`));
    await eventually(() => expect(handled).toHaveLength(4));
    expect(handled.slice(2).sort()).toEqual(['second a:2', 'second c:1']);
  });

  it('aborts what still runs at the deadline', async () => {
    const first = await bus.join(async ({ n }, { signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      handled.push(`aborted ${n}`);
    });
    await bus.pull('a', 1);
    await eventually(() => expect(first.stats().dispatcher?.running).toBe(1));
    await first.drain(20);
    expect(handled).toEqual(['aborted 1']);
    await bus.join(({ n }) => void handled.push(`again ${n}`));
    await eventually(() => expect(handled).toEqual(['aborted 1', 'again 1']));
  });

  it('does not wait for a dependency that is away', async () => {
    const first = await bus.join(({ n }) => {
      handled.push(`tried ${n}`);
      throw new RetryLater('the database is away');
    });
    await bus.pull('a', 1);
    await eventually(() => expect(handled.length).toBeGreaterThan(3));
    await first.drain(60_000);
    handled.length = 0;
    await bus.join(({ n }) => void handled.push(`again ${n}`));
    await eventually(() => expect(handled).toEqual(['again 1']));
  });
});
