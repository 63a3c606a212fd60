import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { WAIT, textOf } from './log.harness.js';
import type { LogHarness } from './log.harness.js';

/** How a topic is read whole. */
export function describeBroadcast(at: LogHarness): void {
  describe('reading a topic whole', () => {
    it('has caught up with the end at the call, and then follows', async () => {
      const topic = await at.makeTopic(3);
      for (let index = 0; index < 30; index++) await at.append(topic, `old ${index}`, `k${index}`);
      const first = await at.read(topic);
      const second = await at.read(topic);
      expect(first.records).toHaveLength(30);
      expect(second.records).toHaveLength(30);
      await at.append(topic, 'new', 'k');
      await vi.waitFor(() => {
        expect(first.records.map(textOf)).toContain('new');
        expect(second.records.map(textOf)).toContain('new');
      }, WAIT);
    });

    it('of an empty topic is ready at once', async () => {
      const { records } = await at.read(await at.makeTopic(2));
      expect(records).toEqual([]);
    });

    it('finds the newest record of each key of a compacted topic', async () => {
      const topic = `t-${randomUUID()}`;
      await at.log.ensureTopics([{ name: topic, partitions: 1, retention: 'compacted' }]);
      for (let version = 0; version < 300; version++)
        await at.append(topic, `${version}`, `app-${version % 3}`);
      const { records } = await at.read(topic);
      const newest = new Map(records.map((record) => [record.key, textOf(record)]));
      expect(newest).toEqual(
        new Map([
          ['app-0', '297'],
          ['app-1', '298'],
          ['app-2', '299'],
        ]),
      );
    });

    it('ends when it is stopped', async () => {
      const topic = await at.makeTopic(1);
      const stopped = await at.read(topic);
      await stopped.reader.stop();
      const going = await at.read(topic);
      await at.append(topic, 'x');
      await vi.waitFor(() => expect(going.records).toHaveLength(1), WAIT);
      expect(stopped.records).toEqual([]);
    });
  });
}
