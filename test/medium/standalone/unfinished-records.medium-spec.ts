import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { InProcessLog } from '#libs/messaging';
import type { GroupMember, IncomingRecord } from '#libs/messaging';
import { systemClock } from '#libs/platform';
import { UnfinishedRecords } from '../../../apps/standalone/src/unfinished-records.js';

const TOPIC = 'chat.inbound.demo';
const spec = { name: TOPIC, partitions: 12, retention: 60_000 };
const folder = mkdtempSync(join(tmpdir(), 'heddle-unfinished-'));
// The data folder itself is made when it is needed.
const file = join(folder, 'data', 'unfinished.jsonl');

async function read(log: InProcessLog, received: IncomingRecord[]): Promise<GroupMember> {
  return log.joinGroup({
    group: 'app.demo',
    topics: [{ name: TOPIC, from: 'beginning' }],
    listener: {
      onAssigned: () => undefined,
      onLost: () => undefined,
      onRecords: (_partition, records) => void received.push(...records),
      onFatal: () => undefined,
    },
  });
}

async function newLog(): Promise<InProcessLog> {
  const log = new InProcessLog({ clock: systemClock });
  await log.ensureTopics([spec]);
  return log;
}

const say = async (log: InProcessLog, key: string, text: string) =>
  log.append({ topic: TOPIC, key, value: Buffer.from(text), headers: { trace: text } });

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a standalone process that ends', () => {
  it('hands what its consumers did not finish to the next one, in the order of each key', async () => {
    const log = await newLog();
    const seen: IncomingRecord[] = [];
    const member = await read(log, seen);
    for (const text of ['a1', 'a2', 'a3']) await say(log, 'a', text);
    await say(log, 'b', 'b1');
    await vi.waitFor(() => expect(seen).toHaveLength(4));
    const first = seen.find(({ value }) => String(value) === 'a1');
    await member.commit([
      { topic: TOPIC, partition: first?.partition ?? 0, offset: (first?.offset ?? 0) + 1 },
    ]);
    await member.leave();
    new UnfinishedRecords(file).save(log);
    await log.close();

    const next = await newLog();
    const again: IncomingRecord[] = [];
    await read(next, again);
    await new UnfinishedRecords(file).restore(next);
    await vi.waitFor(() => expect(again).toHaveLength(3));
    const of = (key: string) =>
      again.filter((record) => record.key === key).map(({ value }) => String(value));
    expect(of('a')).toEqual(['a2', 'a3']);
    expect(of('b')).toEqual(['b1']);
    expect(again.every(({ value, headers }) => headers['trace'] === String(value))).toBe(true);
    expect(existsSync(file)).toBe(false);
    await next.close();
  });

  it('leaves no file behind when everything was finished', async () => {
    const log = await newLog();
    new UnfinishedRecords(file).save(log);
    expect(existsSync(file)).toBe(false);
    await log.close();
  });

  it('says which file cannot be read, and keeps it', async () => {
    mkdirSync(join(folder, 'data'), { recursive: true });
    writeFileSync(file, '{"topic":"chat.in');
    const log = await newLog();
    await expect(new UnfinishedRecords(file).restore(log)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining(file) as string,
    });
    expect(existsSync(file)).toBe(true);
    await log.close();
  });

  it('does not keep questions: whoever asked is gone', async () => {
    const log = await newLog();
    await log.append({ topic: TOPIC, value: Buffer.from('a question') });
    new UnfinishedRecords(file).save(log);
    expect(existsSync(file)).toBe(false);
    await log.close();
  });
});
