import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEAD_LETTER_HEADERS, encodeEnvelope, RetryLater } from '#libs/messaging';
import { DomainError } from '#libs/platform';
import { ThreadPulled } from '../../support/messaging/definitions.js';
import { closedGate } from '../../support/messaging/gate.js';
import { BusUnderTest } from './bus-under-test.js';
import { eventually } from '../../support/messaging/eventually.js';

const TOPIC = 'test.weaving';
const DEAD_LETTERS = 'test.weaving.test.events.dlq';

describe('a record that cannot be handled', () => {
  let bus: BusUnderTest;
  const handled: string[] = [];

  beforeEach(() => {
    handled.length = 0;
    bus = new BusUnderTest();
  });
  afterEach(() => bus.close());

  const envelope = {
    id: 'i',
    type: ThreadPulled.name,
    version: 1,
    time: '2026-01-01T00:00:00.000Z',
    key: 'k',
  };
  it.each([
    ['is not JSON', Buffer.from('{'), 'The value is not JSON.'],
    ['is no envelope', Buffer.from('{}'), '`id` is not a string'],
    [
      'has a version nobody knows',
      encodeEnvelope({ ...envelope, version: 2, data: { key: 'k', n: 1 } }),
      'test.thread-pulled has version 2; this service knows 1.',
    ],
    [
      'is not valid',
      encodeEnvelope({ ...envelope, data: { key: 'k', n: 'x' } }),
      'n must be an integer number',
    ],
  ])('goes to the dead letters at once when it %s, and its partition goes on', async (_, value, reason) => {
    const member = await bus.join(({ n }) => void handled.push(`${n}`));
    await bus.log.append({ topic: TOPIC, key: 'k', value, headers: { own: 'header' } });
    await bus.pull('k', 2);
    await eventually(() => expect(handled).toEqual(['2']));
    await eventually(() => expect(bus.log.commits.at(-1)).toMatchObject({ offset: 2 }));
    const [letter, ...more] = await bus.log.contentOf(DEAD_LETTERS);
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ key: 'k', value });
    expect(letter?.headers).toMatchObject({
      own: 'header',
      [DEAD_LETTER_HEADERS.topic]: TOPIC,
      [DEAD_LETTER_HEADERS.offset]: '0',
      [DEAD_LETTER_HEADERS.attempts]: '1',
    });
    expect(letter?.headers[DEAD_LETTER_HEADERS.error]).toContain(reason);
    expect(member.stats().dispatcher).toMatchObject({ deadLettered: 1, handled: 1 });
  });

  it('is tried three times when its handler throws, holds its key and its offset, and then goes there', async () => {
    const gate = closedGate();
    const member = await bus.join(async ({ n }, { attempt }) => {
      handled.push(`${n}:${attempt}`);
      if (attempt === 3) await gate.opened;
      if (n === 1) throw new Error('the weft broke');
    });
    await bus.pull('k', 1);
    await bus.pull('k', 2);
    await eventually(() => expect(handled).toEqual(['1:1', '1:2', '1:3']));
    expect(bus.log.commits.filter(({ offset }) => offset > 0)).toEqual([]);
    gate.open();
    await eventually(() => expect(handled.at(-1)).toBe('2:1'));
    const [letter] = await bus.log.contentOf(DEAD_LETTERS);
    expect(letter?.headers).toMatchObject({
      [DEAD_LETTER_HEADERS.attempts]: '3',
      [DEAD_LETTER_HEADERS.error]: 'Error: the weft broke',
    });
    expect(member.stats().dispatcher).toMatchObject({ retried: 2, deadLettered: 1 });
  });

  it.each([
    ['a RetryLater', new RetryLater('the database restarts')],
    ['a dependency that is away', new DomainError('unavailable', 'The database is away.')],
    ['a dependency that is too slow', new DomainError('timeout', 'The database is slow.')],
  ])('is tried for as long as it takes after %s, in order', async (_, error) => {
    const member = await bus.join(({ n }, { attempt }) => {
      if (n === 1 && attempt < 5) throw error;
      handled.push(`${n}:${attempt}`);
    });
    await bus.pull('k', 1);
    await bus.pull('k', 2);
    await eventually(() => expect(handled).toEqual(['1:5', '2:1']));
    expect(member.stats().dispatcher).toMatchObject({ retried: 4, deadLettered: 0, handled: 2 });
  });

  it('is not done before it is among the dead letters', async () => {
    let failures = 2;
    bus.log.beforeAppend = ({ topic }) => {
      if (topic === DEAD_LETTERS && failures-- > 0) throw new DomainError('unavailable', 'Kafka is away.');
    };
    await bus.join(() => undefined);
    await bus.log.append({ topic: TOPIC, key: 'k', value: Buffer.from('{') });
    await eventually(async () => expect(await bus.log.contentOf(DEAD_LETTERS)).toHaveLength(1));
    await eventually(() => expect(bus.log.commits.at(-1)).toMatchObject({ offset: 1 }));
    expect(failures).toBe(-1);
  });

  it('is named among the dead letters when it is too large to be copied', async () => {
    bus.log.beforeAppend = ({ topic, value }) => {
      if (topic === DEAD_LETTERS && value.length > 0) throw new DomainError('too_large', 'Too large.');
    };
    await bus.join(() => undefined);
    await bus.log.append({ topic: TOPIC, key: 'k', value: Buffer.from('{') });
    await eventually(async () => {
      const [letter] = await bus.log.contentOf(DEAD_LETTERS);
      expect(letter?.headers).toMatchObject({
        [DEAD_LETTER_HEADERS.offset]: '0',
        [DEAD_LETTER_HEADERS.value]: 'left out',
      });
    });
  });
});
