import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { HOUR_MS, WAIT, textOf } from './log.harness.js';
import type { LogHarness } from './log.harness.js';

/** How records and topics get into a log. */
export function describeAppending(at: LogHarness): void {
  describe('appending', () => {
    it('hands a record over as it was appended', async () => {
      const topic = await at.makeTopic();
      const before = Date.now();
      await at.log.append({
        topic,
        key: 'thread',
        value: Buffer.from('{"a":1}'),
        headers: { traceparent: '00-x', lang: 'de-ä' },
      });
      const { notes } = await at.join(at.newGroup(), topic);
      await vi.waitFor(() => expect(notes.records).toHaveLength(1), WAIT);
      const [record] = notes.records;
      expect(record).toMatchObject({
        topic,
        key: 'thread',
        offset: 0,
        headers: { traceparent: '00-x', lang: 'de-ä' },
      });
      expect(record && textOf(record)).toBe('{"a":1}');
      expect(Math.abs((record?.timestamp ?? 0) - before)).toBeLessThan(60_000);
    });

    it('keeps the order of a key while many keys are appended at once', async () => {
      const topic = await at.makeTopic();
      const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`);
      const { notes } = await at.join(at.newGroup(), topic);
      await Promise.all(
        Array.from({ length: 50 }, (_, turn) => keys.map((key) => at.append(topic, `${turn}`, key))).flat(),
      );
      await vi.waitFor(() => expect(notes.records).toHaveLength(1_000), WAIT);
      const inOrder = Array.from({ length: 50 }, (_, turn) => `${turn}`);
      for (const key of keys) {
        const ofKey = notes.records.filter((record) => record.key === key);
        expect(ofKey.map(textOf)).toEqual(inOrder);
        expect(new Set(ofKey.map(({ partition }) => partition)).size).toBe(1);
      }
    });

    it("chooses a key's partition as Kafka's own clients do", async () => {
      const topic = await at.makeTopic(12);
      const { notes } = await at.join(at.newGroup(), topic);
      await at.append(topic, 'a', '21');
      await at.append(topic, 'b', 'foobar');
      await vi.waitFor(() => expect(notes.records).toHaveLength(2), WAIT);
      // murmur2('21') and murmur2('foobar') as in the tests of Kafka's Java client.
      const expected = new Map([
        ['21', (-973932308 & 0x7fffffff) % 12],
        ['foobar', (-790332482 & 0x7fffffff) % 12],
      ]);
      for (const { key, partition } of notes.records) expect(partition).toBe(expected.get(key ?? ''));
    });

    it('spreads records without a key over all partitions', async () => {
      const topic = await at.makeTopic();
      const { notes } = await at.join(at.newGroup(), topic);
      for (let index = 0; index < 8; index++) await at.append(topic, `${index}`);
      await vi.waitFor(() => expect(notes.records).toHaveLength(8), WAIT);
      expect(new Set(notes.records.map(({ partition }) => partition)).size).toBe(4);
      expect(notes.records.every(({ key }) => key === null)).toBe(true);
    });

    it('refuses a record that can never be stored, and only that one', async () => {
      const topic = await at.makeTopic(1);
      const { notes } = await at.join(at.newGroup(), topic);
      const results = await Promise.allSettled([
        at.append(topic, 'small'),
        at.append(topic, 'x'.repeat(2_000_000)),
        at.append(topic, 'y'.repeat(900_000)),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(results[1]).toMatchObject({ reason: { code: 'too_large' } });
      await vi.waitFor(() => expect(notes.records).toHaveLength(2), WAIT);
    });

    it('knows no topic that was not made', async () => {
      await expect(at.append(`t-${randomUUID()}`, 'x', 'k')).rejects.toMatchObject({ code: 'not_found' });
      await expect(at.join(at.newGroup(), `t-${randomUUID()}`)).rejects.toMatchObject({ code: 'not_found' });
      await expect(at.read(`t-${randomUUID()}`)).rejects.toMatchObject({ code: 'not_found' });
    });
  });

  describe('topics', () => {
    it('are made once when many ask at once', async () => {
      const specs = [
        { name: `t-${randomUUID()}`, partitions: 3, retention: HOUR_MS },
        { name: `t-${randomUUID()}`, partitions: 1, retention: 'compacted' as const },
      ];
      await Promise.all([at.log.ensureTopics(specs), at.log.ensureTopics(specs), at.log.ensureTopics(specs)]);
      await at.log.ensureTopics(specs);
      const { notes } = await at.join(
        at.newGroup(),
        specs.map((spec) => spec.name),
      );
      expect(notes.current).toHaveLength(4);
    });

    it('keep their number of partitions', async () => {
      const topic = await at.makeTopic(3);
      await expect(
        at.log.ensureTopics([{ name: topic, partitions: 6, retention: HOUR_MS }]),
      ).rejects.toMatchObject({ code: 'conflict' });
    });
  });
}
