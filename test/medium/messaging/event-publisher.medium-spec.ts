import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppAnnounced, AppManifestDto } from '#libs/contracts';
import { decodeEnvelope, EventPublisher } from '#libs/messaging';
import { DomainError } from '#libs/platform';
import { AppThreadPulled, ThreadPulled } from '../../support/messaging/definitions.js';
import { embeddedDeployment, instanceParts } from '../../support/messaging/messaging-parts.js';
import { WatchedLog } from '../../support/messaging/watched-log.js';

describe('publishing an event', () => {
  let log: WatchedLog;
  let publisher: EventPublisher;

  beforeEach(() => {
    const deployment = embeddedDeployment();
    log = new WatchedLog(deployment.log);
    publisher = new EventPublisher(instanceParts({ ...deployment, log }));
  });
  afterEach(() => log.close());

  it('makes its topic when it is missing and keeps the order of a key from the first event on', async () => {
    const numbers = Array.from({ length: 50 }, (_, n) => n);
    const first = numbers.slice(0, 25).map((n) => publisher.publish(ThreadPulled, { key: 'k', n }));
    await Promise.resolve();
    const then = numbers.slice(25).map((n) => publisher.publish(ThreadPulled, { key: 'k', n }));
    await Promise.all([...first, ...then]);
    const records = await log.contentOf('test.weaving');
    expect(records.map(({ value }) => (decodeEnvelope(value).data as { n: number }).n)).toEqual(numbers);
    expect(new Set(records.map(({ partition }) => partition)).size).toBe(1);
  });

  it('gives it a new id that sorts later, unless it is told one', async () => {
    await publisher.publish(ThreadPulled, { key: 'k', n: 1 });
    await publisher.publish(ThreadPulled, { key: 'k', n: 2 });
    await publisher.publish(
      ThreadPulled,
      { key: 'k', n: 3 },
      { id: 'told', causationId: 'cause', traceparent: 't' },
    );
    const [one, two, three] = (await log.contentOf('test.weaving')).map(({ value }) => decodeEnvelope(value));
    expect(String(two?.id) > String(one?.id)).toBe(true);
    expect(one).not.toHaveProperty('causationId');
    expect(three).toMatchObject({ id: 'told', causationId: 'cause', traceparent: 't', version: 1, key: 'k' });
  });

  it('sends it on the topic of its app', async () => {
    await publisher.publish(AppThreadPulled, { key: 'k', n: 1 });
    expect(await log.contentOf('test.app-weaving.loom')).toHaveLength(1);
  });

  it('keeps a broadcast topic in one partition, so that everybody reads it in one order', async () => {
    const manifest = Object.assign(new AppManifestDto(), { app: 'loom' });
    await publisher.publish(AppAnnounced, manifest);
    await publisher.publish(AppAnnounced, { ...manifest, app: 'heddle' });
    const records = await log.contentOf('apps.manifests');
    expect(records.map(({ key, partition }) => ({ key, partition }))).toEqual([
      { key: 'loom', partition: 0 },
      { key: 'heddle', partition: 0 },
    ]);
  });

  it('fails when the log is away, and works when it is back', async () => {
    log.beforeAppend = () => {
      throw new DomainError('unavailable', 'Kafka is away.');
    };
    await expect(publisher.publish(ThreadPulled, { key: 'k', n: 1 })).rejects.toMatchObject({
      code: 'unavailable',
    });
    log.beforeAppend = () => undefined;
    await publisher.publish(ThreadPulled, { key: 'k', n: 2 });
    expect(await log.contentOf('test.weaving')).toHaveLength(1);
  });
});
