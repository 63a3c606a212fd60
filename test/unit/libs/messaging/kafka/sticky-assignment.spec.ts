import { describe, expect, it } from 'vitest';
import type { TopicPartition } from '#libs/messaging';
import {
  assignSticky,
  latestOwners,
} from '../../../../../libs/messaging/src/partitions/sticky-assignment.js';
import type { AssignmentMember } from '../../../../../libs/messaging/src/partitions/sticky-assignment.js';

const member = (
  id: string,
  topics: readonly string[],
  owned: readonly TopicPartition[] = [],
  generation = 0,
): AssignmentMember => ({ id, topics, owned, generation });

const all = (topic: string, count: number): TopicPartition[] =>
  Array.from({ length: count }, (_, partition) => ({ topic, partition }));

const numbers = (partitions: readonly TopicPartition[] | undefined, topic: string): number[] =>
  (partitions ?? []).filter((one) => one.topic === topic).map(({ partition }) => partition);

describe('assignSticky', () => {
  it('spreads evenly', () => {
    const members = ['a', 'b', 'c', 'd', 'e'].map((id) => member(id, ['t']));
    const assignment = assignSticky(members, new Map([['t', 12]]));
    const sizes = [...assignment.values()].map((held) => held.length);
    expect(sizes.toSorted((a, b) => a - b)).toEqual([2, 2, 2, 3, 3]);
    expect(new Set([...assignment.values()].flat().map(({ partition }) => partition)).size).toBe(12);
  });

  it('moves only what a newcomer needs', () => {
    const held = { a: all('t', 6), b: all('t', 12).slice(6) };
    const before = [member('a', ['t'], held.a), member('b', ['t'], held.b)];
    const assignment = assignSticky([...before, member('c', ['t'])], new Map([['t', 12]]));
    for (const id of ['a', 'b'] as const) {
      const kept = numbers(assignment.get(id), 't');
      expect(kept).toHaveLength(4);
      expect(numbers(held[id], 't')).toEqual(expect.arrayContaining(kept));
    }
    expect(assignment.get('c')).toHaveLength(4);
  });

  it('takes nothing from those who stay when one leaves', () => {
    const members = [member('a', ['t'], all('t', 4)), member('b', ['t'], all('t', 12).slice(4, 8))];
    const assignment = assignSticky(members, new Map([['t', 12]]));
    expect(numbers(assignment.get('a'), 't')).toEqual(expect.arrayContaining([0, 1, 2, 3]));
    expect(numbers(assignment.get('b'), 't')).toEqual(expect.arrayContaining([4, 5, 6, 7]));
    expect(assignment.get('a')).toHaveLength(6);
  });

  it('changes nothing when nothing changed, whatever the order of the members', () => {
    const counts = new Map([['t', 7]]);
    const first = assignSticky([member('a', ['t']), member('b', ['t'])], counts);
    const again = assignSticky(
      ['b', 'a'].map((id) => member(id, ['t'], first.get(id))),
      counts,
    );
    for (const id of ['a', 'b'])
      expect(new Set(numbers(again.get(id), 't'))).toEqual(new Set(numbers(first.get(id), 't')));
  });

  it('keeps the inbound and control partitions of an app together, and those of apps apart', () => {
    const topics = ['chat.inbound.x', 'chat.control.x', 'chat.inbound.y', 'chat.control.y'];
    const counts = new Map(topics.map((topic) => [topic, 5]));
    const members = ['a', 'b', 'c'].map((id) => member(id, topics));
    for (const held of assignSticky(members, counts).values())
      for (const app of ['x', 'y'])
        expect(numbers(held, `chat.inbound.${app}`)).toEqual(numbers(held, `chat.control.${app}`));
  });

  it('gives a topic only to members that read it', () => {
    const members = [member('old', ['t']), member('new', ['t', 'u'])];
    const assignment = assignSticky(
      members,
      new Map([
        ['t', 2],
        ['u', 2],
        ['unread', 2],
      ]),
    );
    expect(numbers(assignment.get('old'), 'u')).toEqual([]);
    expect(numbers(assignment.get('new'), 'u')).toEqual([0, 1]);
    expect([...assignment.values()].flat().some(({ topic }) => topic === 'unread')).toBe(false);
  });

  it('spreads many small topics over all members', () => {
    const topics = Array.from({ length: 6 }, (_, index) => `t${index}`);
    const assignment = assignSticky(
      ['a', 'b', 'c'].map((id) => member(id, topics)),
      new Map(topics.map((topic) => [topic, 1])),
    );
    expect([...assignment.values()].map((held) => held.length)).toEqual([2, 2, 2]);
  });

  it('believes the member that took part in the later rebalance', () => {
    const claims = [member('slow', ['t'], all('t', 2), 4), member('quick', ['t'], all('t', 1), 5)];
    expect(latestOwners(claims)).toEqual(
      new Map([
        ['t/0', 'quick'],
        ['t/1', 'slow'],
      ]),
    );
  });
});
