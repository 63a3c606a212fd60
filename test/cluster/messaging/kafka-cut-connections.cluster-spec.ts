import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { GroupListener, IncomingRecord } from '#libs/messaging';
import { systemClock, systemRandom } from '#libs/platform';
import { KafkaLog } from '../../../libs/messaging/src/kafka/kafka-log.js';
import { CuttingProxy } from './cutting-proxy.js';
import { kafkaBrokers } from './kafka-brokers.js';

const CUTS = 25;
const CALLERS = 16;
const KEYLESS_CALLERS = 4;
const MAX_UNDER_WAY = 8;
const WAIT = { timeout: 30_000, interval: 20 };

let proxy: CuttingProxy;
let direct: KafkaLog;
let cut: KafkaLog;
let topic: string;

const connect = (openSocket?: CuttingProxy['openSocket']): Promise<KafkaLog> =>
  KafkaLog.connect({
    brokers: kafkaBrokers(),
    clientId: `cut-${randomUUID()}`,
    clock: systemClock,
    random: systemRandom,
    openSocket,
  });

const readAll = async (): Promise<IncomingRecord[]> => {
  const records: IncomingRecord[] = [];
  const reader = await direct.readBroadcast(topic, (record) => records.push(record));
  await reader.stop();
  return records;
};

/** Callers that append with keys of their own, several records under way each, until they are told to end. */
const appendUntil = (ended: () => boolean): { acknowledged: string[]; done: Promise<unknown> } => {
  const acknowledged: string[] = [];
  const caller = async (name: number): Promise<void> => {
    const key = name < KEYLESS_CALLERS ? undefined : `key-${name}`;
    const underWay: Promise<unknown>[] = [];
    for (let turn = 0; !ended(); turn++) {
      const text = `${name}:${turn}`;
      underWay.push(cut.append({ topic, key, value: Buffer.from(text) }).then(() => acknowledged.push(text)));
      if (underWay.length > MAX_UNDER_WAY) await underWay.shift();
      else await new Promise(setImmediate);
    }
    await Promise.all(underWay);
  };
  return { acknowledged, done: Promise.all(Array.from({ length: CALLERS }, (_, name) => caller(name))) };
};

beforeEach(async () => {
  proxy = await CuttingProxy.start(kafkaBrokers()[0] ?? '');
  [direct, cut] = await Promise.all([connect(), connect(proxy.openSocket)]);
  topic = `cut-${randomUUID()}`;
  await direct.ensureTopics([{ name: topic, partitions: 4, retention: 3_600_000 }]);
});

afterEach(async () => {
  await Promise.all([cut.close(), direct.close()]);
  await proxy.stop();
});

const expectExactlyOnce = (records: readonly IncomingRecord[], acknowledged: readonly string[]): void => {
  const texts = records.map(({ value }) => value?.toString() ?? '');
  const stored = new Set(texts);
  const unseen = new Set(texts);
  expect(acknowledged.filter((text) => !stored.has(text))).toEqual([]);
  expect(texts.filter((text) => !unseen.delete(text))).toEqual([]);
  for (let name = KEYLESS_CALLERS; name < CALLERS; name++) {
    const turns = texts
      .filter((text) => text.startsWith(`${name}:`))
      .map((text) => Number(text.split(':')[1]));
    expect(turns).toEqual(turns.toSorted((a, b) => a - b));
  }
};

it('loses, doubles and reorders nothing when the answers to stored batches are cut off', async () => {
  let ended = false;
  const { acknowledged, done } = appendUntil(() => ended);
  for (let round = 0; round < CUTS; round++) {
    await proxy.cutNextProduceAnswer();
    const before = acknowledged.length;
    await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(before + CALLERS), WAIT);
  }
  ended = true;
  await done;
  expect(proxy.answersCut).toBe(CUTS);
  expectExactlyOnce(await readAll(), acknowledged);
});

it('loses, doubles and reorders nothing when every connection is cut again and again', async () => {
  let ended = false;
  const { acknowledged, done } = appendUntil(() => ended);
  for (let round = 0; round < CUTS; round++) {
    const before = acknowledged.length;
    await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(before + 3 * CALLERS), WAIT);
    proxy.cutEverything();
  }
  ended = true;
  await done;
  expectExactlyOnce(await readAll(), acknowledged);
});

it('hands every record of a held partition over once although the member’s connections are cut', async () => {
  const seen: string[] = [];
  let lost = 0;
  const listener: GroupListener = {
    onAssigned: () => undefined,
    onLost: (partitions) => (lost += partitions.length),
    onRecords: (_partition, records) => seen.push(...records.map(({ value }) => value?.toString() ?? '')),
    onFatal: (error) => expect.unreachable(error.message),
  };
  await cut.joinGroup({ group: `g-${randomUUID()}`, topics: [{ name: topic, from: 'beginning' }], listener });
  for (let round = 0; round < 10; round++) {
    const texts = Array.from({ length: 20 }, (_, index) => `${round}:${index}`);
    await Promise.all(texts.map((text) => direct.append({ topic, key: text, value: Buffer.from(text) })));
    proxy.cutEverything();
    await vi.waitFor(() => expect(new Set(seen).size).toBe((round + 1) * 20), WAIT);
  }
  expect(lost).toBe(0);
  expect(seen).toHaveLength(200);
});
