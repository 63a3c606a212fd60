import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { WAIT, nameOf } from './log.harness.js';
import type { LogHarness } from './log.harness.js';

/** How the members of a group share, keep and hand over partitions. */
export function describeGroups(at: LogHarness): void {
  describe('a group', () => {
    it('shares the partitions among its members, each record going to one', async () => {
      const topic = await at.makeTopic(6);
      const group = at.newGroup();
      const first = await at.join(group, topic);
      expect(first.notes.current).toHaveLength(6);
      const second = await at.join(group, topic);
      await vi.waitFor(() => {
        expect(first.notes.current).toHaveLength(3);
        expect(second.notes.current).toHaveLength(3);
      }, WAIT);
      const all = [...first.notes.current, ...second.notes.current].map(nameOf);
      expect(new Set(all).size).toBe(6);
      expect(first.notes.lost.map(nameOf).sort()).toEqual(second.notes.current.map(nameOf).sort());

      for (let partition = 0; partition < 6; partition++)
        await at.append(topic, `${partition}`, undefined, partition);
      await vi.waitFor(() => {
        expect([...first.notes.values, ...second.notes.values].sort()).toEqual([
          '0',
          '1',
          '2',
          '3',
          '4',
          '5',
        ]);
      }, WAIT);
      const held = first.notes.current.map(({ partition }) => String(partition));
      expect([...first.notes.values].sort()).toEqual(held.sort());
    });

    it('gives a thread’s turns and stops to the same member', async () => {
      const app = randomUUID();
      const inbound = await at.makeTopic(6, `chat.inbound.${app}`);
      const control = await at.makeTopic(6, `chat.control.${app}`);
      const group = at.newGroup();
      const joined = [await at.join(group, [inbound, control])];
      joined.push(await at.join(group, [control, inbound]), await at.join(group, [inbound, control]));
      await vi.waitFor(() => {
        for (const { notes } of joined) expect(notes.current).toHaveLength(4);
      }, WAIT);
      for (const { notes } of joined) {
        const of = (topic: string): number[] =>
          notes.current
            .filter((one) => one.topic === topic)
            .map(({ partition }) => partition)
            .toSorted((a, b) => a - b);
        expect(of(inbound)).toEqual(of(control));
      }
    });

    it('goes on from its commit when a member leaves; what was not committed comes again', async () => {
      const topic = await at.makeTopic(1);
      const group = at.newGroup();
      await at.appendInTurn(topic, ['0', '1', '2', '3'], 0);
      const first = await at.join(group, topic);
      await vi.waitFor(() => expect(first.notes.values).toEqual(['0', '1', '2', '3']), WAIT);
      // 3 is finished as well, but 2 is not: the commit stays below both.
      await first.member.commit([{ topic, partition: 0, offset: 2 }]);
      const second = await at.join(group, topic);
      await first.member.leave();
      await vi.waitFor(() => expect(second.notes.values).toEqual(['2', '3']), WAIT);
      await at.append(topic, '4', undefined, 0);
      await vi.waitFor(() => expect(second.notes.values).toEqual(['2', '3', '4']), WAIT);
    });

    it('gives the metadata of a commit to the next owner', async () => {
      const topic = await at.makeTopic(1);
      const group = at.newGroup();
      await at.appendInTurn(topic, ['0', '1', '2'], 0);
      const first = await at.join(group, topic);
      expect(first.notes.current).toEqual([
        { topic, partition: 0, committed: { topic, partition: 0, offset: 0 } },
      ]);
      await first.member.commit([{ topic, partition: 0, offset: 1, metadata: 'done above: 2' }]);
      await first.member.leave();
      const second = await at.join(group, topic);
      expect(second.notes.current).toEqual([
        { topic, partition: 0, committed: { topic, partition: 0, offset: 1, metadata: 'done above: 2' } },
      ]);
    });

    it('commits the newest of several commits in flight', async () => {
      const topic = await at.makeTopic(1);
      const group = at.newGroup();
      await at.appendInTurn(topic, ['0', '1', '2', '3', '4'], 0);
      const first = await at.join(group, topic);
      await Promise.all([1, 2, 3, 4].map((offset) => first.member.commit([{ topic, partition: 0, offset }])));
      await first.member.leave();
      const second = await at.join(group, topic);
      await vi.waitFor(() => expect(second.notes.values).toEqual(['4']), WAIT);
    });

    it('does not hand kept partitions over again at a rebalance', async () => {
      const topic = await at.makeTopic(2);
      const group = at.newGroup();
      const first = await at.join(group, topic);
      await at.appendInTurn(topic, ['a0', 'a1'], 0);
      await at.appendInTurn(topic, ['b0', 'b1'], 1);
      await vi.waitFor(() => expect(first.notes.records).toHaveLength(4), WAIT);

      const second = await at.join(group, topic);
      await vi.waitFor(() => expect(first.notes.current).toHaveLength(1), WAIT);
      const [kept] = first.notes.current;
      const [taken] = second.notes.current;
      expect(kept?.committed).toBeUndefined();
      expect(taken?.committed).toMatchObject({ offset: 0 });
      await vi.waitFor(() => expect(second.notes.records).toHaveLength(2), WAIT);

      await at.appendInTurn(topic, ['later'], kept?.partition ?? 0);
      await vi.waitFor(() => expect(first.notes.values).toContain('later'), WAIT);
      expect(first.notes.records).toHaveLength(5);
      expect(second.notes.records.every(({ partition }) => partition === taken?.partition)).toBe(true);
    });

    it('ignores commits of partitions that a member has lost', async () => {
      const topic = await at.makeTopic(2);
      const group = at.newGroup();
      const first = await at.join(group, topic);
      const second = await at.join(group, topic);
      await vi.waitFor(() => expect(first.notes.current).toHaveLength(1), WAIT);
      const [taken] = second.notes.current;
      const partition = taken?.partition ?? 0;
      await at.appendInTurn(topic, ['0', '1', '2'], partition);
      await vi.waitFor(() => expect(second.notes.records).toHaveLength(3), WAIT);
      await second.member.commit([{ topic, partition, offset: 2 }]);
      await first.member.commit([{ topic, partition, offset: 1 }]);
      await second.member.leave();
      await vi.waitFor(() => expect(first.notes.values).toEqual(['2']), WAIT);
    });

    it('that reads from the beginning begins there, one that reads from the end after its first join', async () => {
      const topic = await at.makeTopic(2);
      await at.append(topic, 'before', 'k');
      const beginning = await at.join(at.newGroup(), topic, 'beginning');
      const end = await at.join(at.newGroup(), topic, 'end');
      await at.append(topic, 'after', 'k');
      await vi.waitFor(() => expect(beginning.notes.values).toEqual(['before', 'after']), WAIT);
      await vi.waitFor(() => expect(end.notes.values).toEqual(['after']), WAIT);
    });

    it('that reads from the end misses nothing once it has a member', async () => {
      const topic = await at.makeTopic(1);
      const group = at.newGroup();
      await at.append(topic, 'before');
      const first = await at.join(group, topic, 'end');
      await at.append(topic, 'unfinished');
      await vi.waitFor(() => expect(first.notes.values).toEqual(['unfinished']), WAIT);
      await first.member.leave();
      await at.append(topic, 'meanwhile');
      const second = await at.join(group, topic, 'end');
      await vi.waitFor(() => expect(second.notes.values).toEqual(['unfinished', 'meanwhile']), WAIT);
    });

    it('reads beside other groups, each on its own', async () => {
      const topic = await at.makeTopic();
      const first = await at.join(at.newGroup(), topic);
      const second = await at.join(at.newGroup(), topic);
      await at.append(topic, 'for both', 'k');
      await vi.waitFor(() => {
        expect(first.notes.values).toEqual(['for both']);
        expect(second.notes.values).toEqual(['for both']);
      }, WAIT);
    });

    it('is told nothing more after a member has left', async () => {
      const topic = await at.makeTopic(1);
      const group = at.newGroup();
      const first = await at.join(group, topic);
      await first.member.leave();
      const told = first.notes.assignments.length;
      const second = await at.join(group, topic);
      await at.append(topic, 'x');
      await vi.waitFor(() => expect(second.notes.values).toEqual(['x']), WAIT);
      expect(first.notes.records).toEqual([]);
      expect(first.notes.assignments).toHaveLength(told);
    });
  });
}
