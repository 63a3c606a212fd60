import { describe, expect, it, vi } from 'vitest';
import { WAIT } from './log.harness.js';
import type { LogHarness } from './log.harness.js';

/** How a member holds partitions back. */
export function describePausing(at: LogHarness): void {
  describe('a paused partition', () => {
    it('is not read until it is resumed, and then from where it was', async () => {
      const topic = await at.makeTopic(2);
      const { member, notes } = await at.join(at.newGroup(), topic);
      await at.appendInTurn(topic, ['0', '1'], 0);
      await vi.waitFor(() => expect(notes.values).toEqual(['0', '1']), WAIT);
      member.pause([{ topic, partition: 0 }]);
      await at.appendInTurn(topic, ['2', '3'], 0);
      await at.appendInTurn(topic, ['other'], 1);
      await vi.waitFor(() => expect(notes.values).toContain('other'), WAIT);
      expect(notes.values).toEqual(['0', '1', 'other']);
      member.resume([{ topic, partition: 0 }]);
      await vi.waitFor(() => expect(notes.values).toEqual(['0', '1', 'other', '2', '3']), WAIT);
    });

    it('stays paused while it is kept across a rebalance', async () => {
      const topic = await at.makeTopic(2);
      const group = at.newGroup();
      const first = await at.join(group, topic);
      first.member.pause([
        { topic, partition: 0 },
        { topic, partition: 1 },
      ]);
      const second = await at.join(group, topic);
      await vi.waitFor(() => expect(first.notes.current).toHaveLength(1), WAIT);
      await at.append(topic, 'a', undefined, 0);
      await at.append(topic, 'b', undefined, 1);
      await vi.waitFor(() => expect(second.notes.records).toHaveLength(1), WAIT);
      expect(first.notes.records).toEqual([]);
      first.member.resume(first.notes.current);
      await vi.waitFor(() => expect(first.notes.records).toHaveLength(1), WAIT);
    });
  });
}
