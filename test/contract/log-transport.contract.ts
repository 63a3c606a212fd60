import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type {
  BroadcastReader,
  GroupListener,
  GroupMember,
  IncomingRecord,
  LogTransport,
  TopicPartition,
} from '#libs/messaging';

const HOUR_MS = 3_600_000;
const WAIT = { timeout: 20_000, interval: 10 };

type Assigned = Parameters<GroupListener['onAssigned']>[0];

/** A group's listener that writes down what it is told. */
class Notes implements GroupListener {
  readonly assignments: Assigned[] = [];
  readonly lost: TopicPartition[] = [];
  readonly records: IncomingRecord[] = [];
  readonly fatal: Error[] = [];

  get current(): Assigned {
    return this.assignments.at(-1) ?? [];
  }

  get values(): string[] {
    return this.records.map(textOf);
  }

  onAssigned(partitions: Assigned): void {
    this.assignments.push(partitions);
  }

  onLost(partitions: readonly TopicPartition[]): void {
    this.lost.push(...partitions);
  }

  onRecords(_partition: TopicPartition, records: readonly IncomingRecord[]): void {
    this.records.push(...records);
  }

  onFatal(error: Error): void {
    this.fatal.push(error);
  }
}

function textOf({ value }: IncomingRecord): string {
  return value?.toString() ?? '';
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}

/** What both logs promise. */
export function describeLogTransport(name: string, open: () => Promise<LogTransport>): void {
  describe(name, () => {
    let log: LogTransport;
    const members: GroupMember[] = [];
    const readers: BroadcastReader[] = [];

    const makeTopic = async (partitions = 4, topic = `t-${randomUUID()}`): Promise<string> => {
      await log.ensureTopics([{ name: topic, partitions, retention: HOUR_MS }]);
      return topic;
    };
    const newGroup = (): string => `g-${randomUUID()}`;
    const join = async (
      group: string,
      topics: string | string[],
      from: 'beginning' | 'end' = 'beginning',
    ): Promise<{ member: GroupMember; notes: Notes }> => {
      const notes = new Notes();
      const names = typeof topics === 'string' ? [topics] : topics;
      const member = await log.joinGroup({
        group,
        topics: names.map((topic) => ({ name: topic, from })),
        listener: notes,
      });
      members.push(member);
      return { member, notes };
    };
    const append = (topic: string, text: string, key?: string, partition?: number): Promise<void> =>
      log.append({ topic, key, partition, value: Buffer.from(text) });
    const appendInTurn = async (topic: string, texts: string[], partition: number): Promise<void> => {
      for (const text of texts) await append(topic, text, undefined, partition);
    };
    const read = async (topic: string): Promise<{ reader: BroadcastReader; records: IncomingRecord[] }> => {
      const records: IncomingRecord[] = [];
      const reader = await log.readBroadcast(topic, (record) => records.push(record));
      readers.push(reader);
      return { reader, records };
    };

    beforeAll(async () => {
      log = await open();
    });
    afterEach(async () => {
      await Promise.all([
        ...members.splice(0).map((member) => member.leave()),
        ...readers.splice(0).map((reader) => reader.stop()),
      ]);
    });
    afterAll(() => log.close());

    describe('appending', () => {
      it('hands a record over as it was appended', async () => {
        const topic = await makeTopic();
        const before = Date.now();
        await log.append({
          topic,
          key: 'thread',
          value: Buffer.from('{"a":1}'),
          headers: { traceparent: '00-x', lang: 'de-ä' },
        });
        const { notes } = await join(newGroup(), topic);
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
        const topic = await makeTopic();
        const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`);
        const { notes } = await join(newGroup(), topic);
        await Promise.all(
          Array.from({ length: 50 }, (_, turn) => keys.map((key) => append(topic, `${turn}`, key))).flat(),
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
        const topic = await makeTopic(12);
        const { notes } = await join(newGroup(), topic);
        await append(topic, 'a', '21');
        await append(topic, 'b', 'foobar');
        await vi.waitFor(() => expect(notes.records).toHaveLength(2), WAIT);
        // murmur2('21') and murmur2('foobar') as in the tests of Kafka's Java client.
        const expected = new Map([
          ['21', (-973932308 & 0x7fffffff) % 12],
          ['foobar', (-790332482 & 0x7fffffff) % 12],
        ]);
        for (const { key, partition } of notes.records) expect(partition).toBe(expected.get(key ?? ''));
      });

      it('spreads records without a key over all partitions', async () => {
        const topic = await makeTopic();
        const { notes } = await join(newGroup(), topic);
        for (let index = 0; index < 8; index++) await append(topic, `${index}`);
        await vi.waitFor(() => expect(notes.records).toHaveLength(8), WAIT);
        expect(new Set(notes.records.map(({ partition }) => partition)).size).toBe(4);
        expect(notes.records.every(({ key }) => key === null)).toBe(true);
      });

      it('refuses a record that can never be stored, and only that one', async () => {
        const topic = await makeTopic(1);
        const { notes } = await join(newGroup(), topic);
        const results = await Promise.allSettled([
          append(topic, 'small'),
          append(topic, 'x'.repeat(2_000_000)),
          append(topic, 'y'.repeat(900_000)),
        ]);
        expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
        expect(results[1]).toMatchObject({ reason: { code: 'too_large' } });
        await vi.waitFor(() => expect(notes.records).toHaveLength(2), WAIT);
      });

      it('knows no topic that was not made', async () => {
        await expect(append(`t-${randomUUID()}`, 'x', 'k')).rejects.toMatchObject({ code: 'not_found' });
        await expect(join(newGroup(), `t-${randomUUID()}`)).rejects.toMatchObject({ code: 'not_found' });
        await expect(read(`t-${randomUUID()}`)).rejects.toMatchObject({ code: 'not_found' });
      });
    });

    describe('topics', () => {
      it('are made once when many ask at once', async () => {
        const specs = [
          { name: `t-${randomUUID()}`, partitions: 3, retention: HOUR_MS },
          { name: `t-${randomUUID()}`, partitions: 1, retention: 'compacted' as const },
        ];
        await Promise.all([log.ensureTopics(specs), log.ensureTopics(specs), log.ensureTopics(specs)]);
        await log.ensureTopics(specs);
        const { notes } = await join(
          newGroup(),
          specs.map((spec) => spec.name),
        );
        expect(notes.current).toHaveLength(4);
      });

      it('keep their number of partitions', async () => {
        const topic = await makeTopic(3);
        await expect(
          log.ensureTopics([{ name: topic, partitions: 6, retention: HOUR_MS }]),
        ).rejects.toMatchObject({ code: 'conflict' });
      });
    });

    describe('a group', () => {
      it('shares the partitions among its members, each record going to one', async () => {
        const topic = await makeTopic(6);
        const group = newGroup();
        const first = await join(group, topic);
        expect(first.notes.current).toHaveLength(6);
        const second = await join(group, topic);
        await vi.waitFor(() => {
          expect(first.notes.current).toHaveLength(3);
          expect(second.notes.current).toHaveLength(3);
        }, WAIT);
        const all = [...first.notes.current, ...second.notes.current].map(nameOf);
        expect(new Set(all).size).toBe(6);
        expect(first.notes.lost.map(nameOf).sort()).toEqual(second.notes.current.map(nameOf).sort());

        for (let partition = 0; partition < 6; partition++)
          await append(topic, `${partition}`, undefined, partition);
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
        const inbound = await makeTopic(6, `chat.inbound.${app}`);
        const control = await makeTopic(6, `chat.control.${app}`);
        const group = newGroup();
        const joined = [await join(group, [inbound, control])];
        joined.push(await join(group, [control, inbound]), await join(group, [inbound, control]));
        await vi.waitFor(() => {
          for (const { notes } of joined) expect(notes.current).toHaveLength(4);
        }, WAIT);
        for (const { notes } of joined) {
          const of = (topic: string): number[] =>
            notes.current
              .filter((one) => one.topic === topic)
              .map(({ partition }) => partition)
              .sort();
          expect(of(inbound)).toEqual(of(control));
        }
      });

      it('goes on from its commit when a member leaves; what was not committed comes again', async () => {
        const topic = await makeTopic(1);
        const group = newGroup();
        await appendInTurn(topic, ['0', '1', '2', '3'], 0);
        const first = await join(group, topic);
        await vi.waitFor(() => expect(first.notes.values).toEqual(['0', '1', '2', '3']), WAIT);
        // 3 is finished as well, but 2 is not: the commit stays below both.
        await first.member.commit([{ topic, partition: 0, offset: 2 }]);
        const second = await join(group, topic);
        await first.member.leave();
        await vi.waitFor(() => expect(second.notes.values).toEqual(['2', '3']), WAIT);
        await append(topic, '4', undefined, 0);
        await vi.waitFor(() => expect(second.notes.values).toEqual(['2', '3', '4']), WAIT);
      });

      it('gives the metadata of a commit to the next owner', async () => {
        const topic = await makeTopic(1);
        const group = newGroup();
        await appendInTurn(topic, ['0', '1', '2'], 0);
        const first = await join(group, topic);
        expect(first.notes.current).toEqual([
          { topic, partition: 0, committed: { topic, partition: 0, offset: 0 } },
        ]);
        await first.member.commit([{ topic, partition: 0, offset: 1, metadata: 'done above: 2' }]);
        await first.member.leave();
        const second = await join(group, topic);
        expect(second.notes.current).toEqual([
          { topic, partition: 0, committed: { topic, partition: 0, offset: 1, metadata: 'done above: 2' } },
        ]);
      });

      it('commits the newest of several commits in flight', async () => {
        const topic = await makeTopic(1);
        const group = newGroup();
        await appendInTurn(topic, ['0', '1', '2', '3', '4'], 0);
        const first = await join(group, topic);
        await Promise.all(
          [1, 2, 3, 4].map((offset) => first.member.commit([{ topic, partition: 0, offset }])),
        );
        await first.member.leave();
        const second = await join(group, topic);
        await vi.waitFor(() => expect(second.notes.values).toEqual(['4']), WAIT);
      });

      it('does not hand kept partitions over again at a rebalance', async () => {
        const topic = await makeTopic(2);
        const group = newGroup();
        const first = await join(group, topic);
        await appendInTurn(topic, ['a0', 'a1'], 0);
        await appendInTurn(topic, ['b0', 'b1'], 1);
        await vi.waitFor(() => expect(first.notes.records).toHaveLength(4), WAIT);

        const second = await join(group, topic);
        await vi.waitFor(() => expect(first.notes.current).toHaveLength(1), WAIT);
        const [kept] = first.notes.current;
        const [taken] = second.notes.current;
        expect(kept?.committed).toBeUndefined();
        expect(taken?.committed).toMatchObject({ offset: 0 });
        await vi.waitFor(() => expect(second.notes.records).toHaveLength(2), WAIT);

        await appendInTurn(topic, ['later'], kept?.partition ?? 0);
        await vi.waitFor(() => expect(first.notes.values).toContain('later'), WAIT);
        expect(first.notes.records).toHaveLength(5);
        expect(second.notes.records.every(({ partition }) => partition === taken?.partition)).toBe(true);
      });

      it('ignores commits of partitions that a member has lost', async () => {
        const topic = await makeTopic(2);
        const group = newGroup();
        const first = await join(group, topic);
        const second = await join(group, topic);
        await vi.waitFor(() => expect(first.notes.current).toHaveLength(1), WAIT);
        const [taken] = second.notes.current;
        const partition = taken?.partition ?? 0;
        await appendInTurn(topic, ['0', '1', '2'], partition);
        await vi.waitFor(() => expect(second.notes.records).toHaveLength(3), WAIT);
        await second.member.commit([{ topic, partition, offset: 2 }]);
        await first.member.commit([{ topic, partition, offset: 1 }]);
        await second.member.leave();
        await vi.waitFor(() => expect(first.notes.values).toEqual(['2']), WAIT);
      });

      it('that reads from the beginning begins there, one that reads from the end after its first join', async () => {
        const topic = await makeTopic(2);
        await append(topic, 'before', 'k');
        const beginning = await join(newGroup(), topic, 'beginning');
        const end = await join(newGroup(), topic, 'end');
        await append(topic, 'after', 'k');
        await vi.waitFor(() => expect(beginning.notes.values).toEqual(['before', 'after']), WAIT);
        await vi.waitFor(() => expect(end.notes.values).toEqual(['after']), WAIT);
      });

      it('that reads from the end misses nothing once it has a member', async () => {
        const topic = await makeTopic(1);
        const group = newGroup();
        await append(topic, 'before');
        const first = await join(group, topic, 'end');
        await append(topic, 'unfinished');
        await vi.waitFor(() => expect(first.notes.values).toEqual(['unfinished']), WAIT);
        await first.member.leave();
        await append(topic, 'meanwhile');
        const second = await join(group, topic, 'end');
        await vi.waitFor(() => expect(second.notes.values).toEqual(['unfinished', 'meanwhile']), WAIT);
      });

      it('reads beside other groups, each on its own', async () => {
        const topic = await makeTopic();
        const first = await join(newGroup(), topic);
        const second = await join(newGroup(), topic);
        await append(topic, 'for both', 'k');
        await vi.waitFor(() => {
          expect(first.notes.values).toEqual(['for both']);
          expect(second.notes.values).toEqual(['for both']);
        }, WAIT);
      });

      it('is told nothing more after a member has left', async () => {
        const topic = await makeTopic(1);
        const group = newGroup();
        const first = await join(group, topic);
        await first.member.leave();
        const told = first.notes.assignments.length;
        const second = await join(group, topic);
        await append(topic, 'x');
        await vi.waitFor(() => expect(second.notes.values).toEqual(['x']), WAIT);
        expect(first.notes.records).toEqual([]);
        expect(first.notes.assignments).toHaveLength(told);
      });
    });

    describe('a paused partition', () => {
      it('is not read until it is resumed, and then from where it was', async () => {
        const topic = await makeTopic(2);
        const { member, notes } = await join(newGroup(), topic);
        await appendInTurn(topic, ['0', '1'], 0);
        await vi.waitFor(() => expect(notes.values).toEqual(['0', '1']), WAIT);
        member.pause([{ topic, partition: 0 }]);
        await appendInTurn(topic, ['2', '3'], 0);
        await appendInTurn(topic, ['other'], 1);
        await vi.waitFor(() => expect(notes.values).toContain('other'), WAIT);
        expect(notes.values).toEqual(['0', '1', 'other']);
        member.resume([{ topic, partition: 0 }]);
        await vi.waitFor(() => expect(notes.values).toEqual(['0', '1', 'other', '2', '3']), WAIT);
      });

      it('stays paused while it is kept across a rebalance', async () => {
        const topic = await makeTopic(2);
        const group = newGroup();
        const first = await join(group, topic);
        first.member.pause([
          { topic, partition: 0 },
          { topic, partition: 1 },
        ]);
        const second = await join(group, topic);
        await vi.waitFor(() => expect(first.notes.current).toHaveLength(1), WAIT);
        await append(topic, 'a', undefined, 0);
        await append(topic, 'b', undefined, 1);
        await vi.waitFor(() => expect(second.notes.records).toHaveLength(1), WAIT);
        expect(first.notes.records).toEqual([]);
        first.member.resume(first.notes.current);
        await vi.waitFor(() => expect(first.notes.records).toHaveLength(1), WAIT);
      });
    });

    describe('reading a topic whole', () => {
      it('has caught up with the end at the call, and then follows', async () => {
        const topic = await makeTopic(3);
        for (let index = 0; index < 30; index++) await append(topic, `old ${index}`, `k${index}`);
        const first = await read(topic);
        const second = await read(topic);
        expect(first.records).toHaveLength(30);
        expect(second.records).toHaveLength(30);
        await append(topic, 'new', 'k');
        await vi.waitFor(() => {
          expect(first.records.map(textOf)).toContain('new');
          expect(second.records.map(textOf)).toContain('new');
        }, WAIT);
      });

      it('of an empty topic is ready at once', async () => {
        const { records } = await read(await makeTopic(2));
        expect(records).toEqual([]);
      });

      it('finds the newest record of each key of a compacted topic', async () => {
        const topic = `t-${randomUUID()}`;
        await log.ensureTopics([{ name: topic, partitions: 1, retention: 'compacted' }]);
        for (let version = 0; version < 300; version++)
          await append(topic, `${version}`, `app-${version % 3}`);
        const { records } = await read(topic);
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
        const topic = await makeTopic(1);
        const stopped = await read(topic);
        await stopped.reader.stop();
        const going = await read(topic);
        await append(topic, 'x');
        await vi.waitFor(() => expect(going.records).toHaveLength(1), WAIT);
        expect(stopped.records).toEqual([]);
      });
    });

    it('takes nothing more once it is closed, and has stored what it took', async () => {
      const topic = await makeTopic(1);
      const other = await open();
      await other.ensureTopics([{ name: topic, partitions: 1, retention: HOUR_MS }]);
      const appended = other.append({ topic, value: Buffer.from('last') });
      await other.close();
      await expect(appended).resolves.toBeUndefined();
      await expect(other.append({ topic, value: Buffer.from('late') })).rejects.toMatchObject({
        code: 'unavailable',
      });
    });
  });
}
