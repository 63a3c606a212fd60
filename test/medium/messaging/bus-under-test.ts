import type { EventDefinition } from '#libs/contracts';
import type { EventContext, EventHandler, Subscription, SubscribeOptions } from '#libs/messaging';
import { EventPublisher, eventHandler, subscribeEvents } from '#libs/messaging';
import { ThreadPulled, ThreadPulledDto } from '../../support/messaging/definitions.js';
import { embeddedDeployment, instanceParts } from '../../support/messaging/messaging-parts.js';
import { WatchedLog } from '../../support/messaging/watched-log.js';

export type Handle = (data: ThreadPulledDto, context: EventContext) => Promise<void> | void;

/** One group on an embedded log, and somebody who publishes to it. */
export class BusUnderTest {
  readonly group = 'test.events';
  readonly log: WatchedLog;
  readonly publisher: EventPublisher;
  private readonly deployment;
  private readonly subscriptions: Subscription[] = [];

  constructor() {
    const { log, live } = embeddedDeployment();
    this.log = new WatchedLog(log);
    this.deployment = { log: this.log, live };
    this.publisher = new EventPublisher(instanceParts(this.deployment));
  }

  /** Adds a member to the group. */
  async join(
    handle: Handle | readonly EventHandler[],
    options: Partial<SubscribeOptions> = {},
  ): Promise<Subscription> {
    const handlers = typeof handle === 'function' ? [eventHandler(ThreadPulled, handle)] : handle;
    const parts = instanceParts(this.deployment);
    const subscription = await subscribeEvents(parts, { group: this.group, handlers, ...options });
    this.subscriptions.push(subscription);
    return subscription;
  }

  async pull(key: string, n: number, event: EventDefinition<ThreadPulledDto> = ThreadPulled): Promise<void> {
    await this.publisher.publish(event, { key, n });
  }

  /** Keys of one and the same partition, whichever that is. */
  async keysOfOnePartition(count: number): Promise<string[]> {
    const byPartition = new Map<number, string[]>();
    const topic = 'test.probe';
    await this.log.ensureTopics([{ name: topic, partitions: 12, retention: 60_000 }]);
    for (let n = 0; n < count * 30; n++)
      await this.log.append({ topic, key: `k${n}`, value: Buffer.alloc(0) });
    for (const { partition, key } of await this.log.contentOf(topic))
      byPartition.set(partition, [...(byPartition.get(partition) ?? []), String(key)]);
    const found = [...byPartition.values()].find((keys) => keys.length >= count);
    return found?.slice(0, count) ?? [];
  }

  async close(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.drain(0)));
    await this.log.close();
  }
}
