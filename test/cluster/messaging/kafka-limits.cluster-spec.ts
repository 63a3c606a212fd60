import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, systemRandom } from '#libs/platform';
import { KafkaLog } from '../../../libs/messaging/src/kafka/kafka-log.js';
import type { KafkaLogOptions } from '../../../libs/messaging/src/kafka/kafka-log.js';
import { CuttingProxy } from './cutting-proxy.js';
import { kafkaBrokers } from './kafka-brokers.js';

const HOUR_MS = 3_600_000;
const logs: KafkaLog[] = [];

const connect = async (options: Partial<KafkaLogOptions> = {}): Promise<KafkaLog> => {
  const log = await KafkaLog.connect({
    brokers: kafkaBrokers(),
    clientId: `limits-${randomUUID()}`,
    clock: systemClock,
    random: systemRandom,
    ...options,
  });
  logs.push(log);
  return log;
};

const valuesOf = async (log: KafkaLog, topic: string): Promise<string[]> => {
  const values: string[] = [];
  const reader = await log.readBroadcast(topic, ({ value }) => values.push(value?.toString() ?? ''));
  await reader.stop();
  return values;
};

afterEach(async () => {
  await Promise.all(logs.splice(0).map((log) => log.close()));
});

describe('A topic that takes only small batches', () => {
  const makeSmallTopic = async (partitions: number): Promise<string> => {
    const topic = `small-${randomUUID()}`;
    const admin = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const configEntries = [{ name: 'max.message.bytes', value: '2000' }];
    await admin.createTopics({
      topics: [{ topic, numPartitions: partitions, replicationFactor: 1, configEntries }],
    });
    await admin.disconnect();
    return topic;
  };

  it('gets batches that fit, in order; only the record that never fits is refused', async () => {
    const log = await connect();
    const topic = await makeSmallTopic(2);
    const texts = Array.from({ length: 40 }, (_, index) => `${index}`.padStart(3, '0').padEnd(300, '.'));
    const results = await Promise.allSettled(
      texts.map((text, index) =>
        log.append({
          topic,
          partition: index % 2,
          value: Buffer.from(index === 21 ? text.padEnd(5_000, 'x') : text),
        }),
      ),
    );
    const refused = results.flatMap((result, index) => (result.status === 'rejected' ? [index] : []));
    expect(refused).toEqual([21]);
    expect(results[21]).toMatchObject({ reason: { code: 'too_large' } });

    const stored = (await valuesOf(log, topic)).map((text) => Number(text.slice(0, 3)));
    expect(stored).toHaveLength(39);
    for (const parity of [0, 1]) {
      const ofPartition = stored.filter((index) => index % 2 === parity);
      expect(ofPartition).toEqual(ofPartition.toSorted((a, b) => a - b));
    }
  });
});

describe('A topic that was deleted', () => {
  it('holds no other topic up', async () => {
    const proxy = await CuttingProxy.start(kafkaBrokers()[0] ?? '');
    const log = await connect({ openSocket: proxy.openSocket, appendTimeoutMs: 1_000 });
    const [doomed, staying] = [`doomed-${randomUUID()}`, `staying-${randomUUID()}`];
    await log.ensureTopics([doomed, staying].map((name) => ({ name, partitions: 1, retention: HOUR_MS })));
    for (const topic of [doomed, staying]) await log.append({ topic, value: Buffer.from('before') });
    const admin = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [doomed] });
    await admin.disconnect();

    await expect(log.append({ topic: doomed, value: Buffer.from('after') })).rejects.toMatchObject({
      code: 'unavailable',
    });
    proxy.cutEverything();
    await log.append({ topic: staying, value: Buffer.from('after') });
    expect(await valuesOf(log, staying)).toEqual(['before', 'after']);
    await proxy.stop();
  });
});

describe('While Kafka cannot be reached', () => {
  let proxy: CuttingProxy;
  let topic: string;

  beforeEach(async () => {
    proxy = await CuttingProxy.start(kafkaBrokers()[0] ?? '');
    topic = `away-${randomUUID()}`;
    const direct = await connect();
    await direct.ensureTopics([{ name: topic, partitions: 1, retention: HOUR_MS }]);
  });
  afterEach(() => proxy.stop());

  it('an append fails after its time, and later ones are stored once it is back', async () => {
    const log = await connect({ openSocket: proxy.openSocket, appendTimeoutMs: 400 });
    await log.append({ topic, value: Buffer.from('before') });
    proxy.goAway();
    await expect(log.append({ topic, value: Buffer.from('meanwhile') })).rejects.toMatchObject({
      code: 'unavailable',
    });
    proxy.comeBack();
    await expect
      .poll(
        () =>
          log.append({ topic, value: Buffer.from('after') }).then(
            () => true,
            () => false,
          ),
        {
          timeout: 20_000,
        },
      )
      .toBe(true);
    const stored = await valuesOf(log, topic);
    expect(stored[0]).toBe('before');
    expect(stored.at(-1)).toBe('after');
    expect(stored.filter((text) => text === 'meanwhile').length).toBeLessThanOrEqual(1);
  });

  it('an append that still has time is stored once it is back', async () => {
    const log = await connect({ openSocket: proxy.openSocket });
    await log.append({ topic, value: Buffer.from('before') });
    proxy.goAway();
    const appended = log.append({ topic, value: Buffer.from('meanwhile') });
    await expect(
      log.append({ topic: `no-${randomUUID()}`, value: Buffer.alloc(2_000_000) }),
    ).rejects.toMatchObject({ code: 'too_large' });
    proxy.comeBack();
    await appended;
    expect(await valuesOf(log, topic)).toEqual(['before', 'meanwhile']);
  });

  it('only so much waits; more is refused at once', async () => {
    const log = await connect({
      openSocket: proxy.openSocket,
      appendTimeoutMs: 20_000,
      maxWaitingBytes: 10_000,
    });
    await log.append({ topic, value: Buffer.from('before') });
    proxy.goAway();
    const waiting = log.append({ topic, value: Buffer.alloc(8_000, 'w') });
    await expect(log.append({ topic, value: Buffer.alloc(8_000, 'r') })).rejects.toMatchObject({
      code: 'unavailable',
    });
    proxy.comeBack();
    await waiting;
    await log.append({ topic, value: Buffer.alloc(8_000, 'a') });
    expect((await valuesOf(log, topic)).map((text) => text[0])).toEqual(['b', 'w', 'a']);
  });
});
