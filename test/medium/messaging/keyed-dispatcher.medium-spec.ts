import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventHandler } from '#libs/messaging';
import type { EventHandler } from '#libs/messaging';
import {
  ThreadIgnored,
  ThreadPulled,
  ThreadPulledAside,
  ThreadStopped,
} from '../../support/messaging/definitions.js';
import { closedGate } from '../../support/messaging/gate.js';
import { BusUnderTest } from './bus-under-test.js';
import { eventually } from '../../support/messaging/eventually.js';

describe('a member of a consumer group', () => {
  let bus: BusUnderTest;
  const handled: string[] = [];

  beforeEach(() => {
    handled.length = 0;
    bus = new BusUnderTest();
  });
  afterEach(() => bus.close());

  it('handles the records of a key one after another, in order', async () => {
    const running = new Map<string, number>();
    await bus.join(async ({ key, n }) => {
      expect(running.has(key)).toBe(false);
      running.set(key, n);
      for (let turns = 0; turns < (n % 3) + 1; turns++) await Promise.resolve();
      running.delete(key);
      handled.push(`${key}:${n}`);
    });
    const keys = ['a', 'b', 'c', 'd', 'e'];
    for (let n = 0; n < 40; n++) for (const key of keys) await bus.pull(key, n);
    await eventually(() => expect(handled).toHaveLength(200));
    for (const key of keys)
      expect(handled.filter((entry) => entry.startsWith(key))).toEqual(
        Array.from({ length: 40 }, (_, n) => `${key}:${n}`),
      );
  });

  it('handles hundreds of keys side by side', async () => {
    const gate = closedGate();
    const member = await bus.join(() => gate.opened);
    for (let n = 0; n < 300; n++) await bus.pull(`k${n}`, n);
    await eventually(() => expect(member.stats().dispatcher?.running).toBe(300));
    gate.open();
    await eventually(() => expect(member.stats().dispatcher?.handled).toBe(300));
  });

  it('does not let one lane of a key wait for another', async () => {
    const gate = closedGate();
    await bus.join([
      eventHandler(ThreadPulled, () => gate.opened),
      eventHandler(ThreadPulledAside, ({ n }) => void handled.push(`side:${n}`)),
    ]);
    await bus.pull('k', 1);
    await bus.pull('k', 2, ThreadPulledAside);
    await eventually(() => expect(handled).toEqual(['side:2']));
    gate.open();
  });

  it('passes over events that it has no handler for, and counts them', async () => {
    const member = await bus.join(({ n }) => void handled.push(`${n}`));
    await bus.pull('k', 1, ThreadIgnored);
    await bus.pull('k', 2);
    await eventually(() => expect(handled).toEqual(['2']));
    expect(member.stats().dispatcher).toMatchObject({ skipped: 1, handled: 1, deadLettered: 0 });
    await eventually(() => expect(bus.log.commits.at(-1)).toMatchObject({ offset: 2 }));
  });

  it('never commits past an unfinished record', async () => {
    const [slow = '', ...others] = await bus.keysOfOnePartition(4);
    const gate = closedGate();
    const member = await bus.join(({ key }) => (key === slow ? gate.opened : undefined));
    await bus.pull(others[0] ?? '', 0);
    await bus.pull(slow, 1);
    for (const key of others) await bus.pull(key, 2);
    await eventually(() => expect(member.stats().dispatcher?.handled).toBe(4));
    await eventually(() => expect(bus.log.commits.at(-1)).toMatchObject({ offset: 1 }));
    expect(bus.log.commits.map(({ offset }) => offset).every((offset) => offset <= 1)).toBe(true);
    gate.open();
    await eventually(() => expect(bus.log.commits.at(-1)).toMatchObject({ offset: 5 }));
    expect(bus.log.commits.at(-1)?.metadata).toBeUndefined();
  });

  it('leaves to its successor what it did not finish, and nothing else', async () => {
    const [slow = '', ...others] = await bus.keysOfOnePartition(4);
    const gate = closedGate();
    const first = await bus.join(({ key }) => (key === slow ? gate.opened : undefined));
    await bus.pull(slow, 0);
    for (const key of others) await bus.pull(key, 1);
    await bus.pull(slow, 2);
    await eventually(() => expect(first.stats().dispatcher?.handled).toBe(3));
    await first.drain(0);

    const second = await bus.join(({ key, n }) => void handled.push(`${key}:${n}`));
    await eventually(() => expect(handled).toEqual([`${slow}:0`, `${slow}:2`]));
    expect(second.stats().dispatcher).toMatchObject({ repeated: 3 });
    gate.open();
  });

  it('leaves the same to its successor when it dies between two commits', async () => {
    const [slow = '', ...others] = await bus.keysOfOnePartition(3);
    const first = await bus.join(({ key }) => (key === slow ? closedGate().opened : undefined));
    await bus.pull(slow, 0);
    for (const key of others) await bus.pull(key, 1);
    await eventually(() => expect(bus.log.commits.at(-1)?.metadata).toBeDefined());
    expect(first.stats().dispatcher?.handled).toBe(2);
    await bus.log.members[0]?.leave();

    await bus.join(({ key, n }) => void handled.push(`${key}:${n}`));
    await bus.pull(slow, 2);
    await eventually(() => expect(handled).toEqual([`${slow}:0`, `${slow}:2`]));
  });

  it('repeats a commit that failed', async () => {
    let failures = 2;
    bus.log.beforeCommit = () => {
      if (failures-- > 0) throw new Error('a rebalance is under way');
    };
    const member = await bus.join(() => undefined);
    await bus.pull('k', 1);
    await eventually(() => expect(bus.log.commits).toMatchObject([{ offset: 1 }]));
    expect(member.stats().dispatcher).toMatchObject({ failedCommits: 2, commits: 1 });
  });

  it('stops taking at its limit, goes on at half of it, and always takes control records', async () => {
    const gate = closedGate();
    const handlers: EventHandler[] = [
      eventHandler(ThreadPulled, () => gate.opened) as EventHandler,
      eventHandler(ThreadStopped, ({ n }) => void handled.push(`stop:${n}`)) as EventHandler,
    ];
    const member = await bus.join(handlers, { limits: { work: { maxRunning: 2, maxRecords: 4 } } });
    for (let n = 0; n < 4; n++) await bus.pull(`k${n}`, n);
    await eventually(() => expect(member.stats().dispatcher?.paused).toBe(true));
    for (let n = 4; n < 30; n++) await bus.pull(`k${n}`, n);
    for (let n = 0; n < 8; n++) await bus.pull(`k${n}`, n, ThreadStopped);
    await eventually(() => expect(handled).toHaveLength(8));
    expect(member.stats().dispatcher).toMatchObject({ running: 2, inFlight: 4 });
    gate.open();
    await eventually(() => expect(member.stats().dispatcher?.handled).toBe(38));
    expect(member.stats().dispatcher).toMatchObject({ paused: false, inFlight: 0, running: 0 });
  });

  it('lets others run while a handler waits for a person', async () => {
    const gate = closedGate();
    const member = await bus.join(
      ({ n }, { parked }) => (n === 0 ? parked(() => gate.opened) : void handled.push(`${n}`)),
      { limits: { work: { maxRunning: 1, maxRecords: 2 } } },
    );
    await bus.pull('k', 0);
    await bus.pull('k', 1);
    await bus.pull('other', 2);
    await eventually(() => expect(handled).toEqual(['2']));
    gate.open();
    await eventually(() => expect(handled).toEqual(['2', '1']));
    expect(member.stats().dispatcher).toMatchObject({ running: 0, inFlight: 0, handled: 3 });
  });
});
