import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventHandler } from '#libs/messaging';
import { PatternAnnounced } from '../../support/messaging/definitions.js';
import type { Handle } from './bus-under-test.js';
import { BusUnderTest } from './bus-under-test.js';
import { eventually } from '../../support/messaging/eventually.js';

describe('a broadcast topic', () => {
  let bus: BusUnderTest;
  const handled: string[] = [];
  const read = (handle: Handle) => bus.join([eventHandler(PatternAnnounced, handle)]);

  beforeEach(() => {
    handled.length = 0;
    bus = new BusUnderTest();
  });
  afterEach(() => bus.close());

  it('is handled whole by every instance before it is subscribed, one record after another, and then on', async () => {
    for (let n = 0; n < 5; n++) await bus.pull('k', n, PatternAnnounced);
    for (const name of ['a', 'b'])
      await read(async ({ n }) => {
        await Promise.resolve();
        handled.push(`${name}${n}`);
      });
    expect(handled).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'b0', 'b1', 'b2', 'b3', 'b4']);
    handled.length = 0;
    await bus.pull('k', 5, PatternAnnounced);
    await eventually(() => expect([...handled].sort()).toEqual(['a5', 'b5']));
  });

  it('goes on after a record that cannot be handled, and counts it', async () => {
    const subscription = await read(({ n }, { attempt }) => {
      handled.push(`${n}:${attempt}`);
      if (n === 1) throw new Error('the pattern is torn');
    });
    await bus.log.append({ topic: 'test.patterns', key: 'k', value: Buffer.from('{') });
    await bus.log.append({ topic: 'test.patterns', key: 'gone', value: Buffer.alloc(0) });
    await bus.pull('k', 1, PatternAnnounced);
    await bus.pull('k', 2, PatternAnnounced);
    await eventually(() => expect(handled).toEqual(['1:1', '1:2', '1:3', '2:1']));
    expect(subscription.stats().broadcasts).toEqual({ handled: 1, skipped: 1, failed: 2 });
  });

  it('is not handled any more after the drain', async () => {
    const subscription = await read(({ n }) => void handled.push(`${n}`));
    await bus.pull('k', 1, PatternAnnounced);
    await eventually(() => expect(handled).toEqual(['1']));
    await subscription.drain(1_000);
    await bus.pull('k', 2, PatternAnnounced);
    await read(({ n }) => void handled.push(`again ${n}`));
    expect(handled).toEqual(['1', 'again 1', 'again 2']);
  });
});
