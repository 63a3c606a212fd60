import type { Clock } from '#libs/platform';
import { DomainError } from '#libs/platform';
import type { RedisClient } from './redis-client.js';

type Receiver = (message: string) => void;

interface Subscription {
  readonly onMessage: Receiver;
  active: boolean;
  onActive: (() => void) | undefined;
}

/** The sharded channels that a connection is to be subscribed to, one receiver each. */
export class RedisSubscriptions {
  private readonly wanted = new Map<string, Subscription>();

  constructor(private readonly clock: Clock) {}

  /** Resolves once messages arrive; `client` is the one in use, if any. @throws DomainError `unavailable` */
  async add(
    channel: string,
    onMessage: Receiver,
    client: RedisClient | undefined,
    deadlineMs: number,
  ): Promise<void> {
    const subscription: Subscription = { onMessage, active: false, onActive: undefined };
    this.wanted.set(channel, subscription);
    if (client) this.activateLater(client, channel, subscription);
    const active = await new Promise<boolean>((resolve) => {
      const deadline = this.clock.after(deadlineMs, () => resolve(false));
      subscription.onActive = () => {
        deadline.cancel();
        resolve(true);
      };
    });
    if (active) return;
    if (this.wanted.get(channel) === subscription) this.wanted.delete(channel);
    throw new DomainError('unavailable', 'The live store does not answer; try again later.');
  }

  async remove(channel: string, client: RedisClient | undefined): Promise<void> {
    const subscription = this.wanted.get(channel);
    this.wanted.delete(channel);
    // With the receiver: the library then knows that a new subscription to the channel has to be sent.
    await client?.sUnsubscribe(channel, subscription?.onMessage).catch(() => undefined);
  }

  /** Subscribes a fresh connection to everything. */
  async restore(client: RedisClient): Promise<void> {
    await Promise.all(
      [...this.wanted].map(([channel, subscription]) => activate(client, channel, subscription)),
    );
  }

  /** Brings a connection that was restored in line with what was added and removed meanwhile. */
  settle(client: RedisClient): void {
    // The library restores what it was subscribed to when the connection broke, whether or not it is still wanted.
    for (const [channel, { strings }] of client.getPubSubListeners('SHARDED')) {
      if (this.wanted.has(channel)) continue;
      for (const listener of strings) void client.sUnsubscribe(channel, listener).catch(() => undefined);
    }
    for (const [channel, subscription] of this.wanted) {
      if (!subscription.active) this.activateLater(client, channel, subscription);
    }
  }

  /** If it fails the connection is lost, and restoring it will do. */
  private activateLater(client: RedisClient, channel: string, subscription: Subscription): void {
    activate(client, channel, subscription).catch(() => undefined);
  }
}

async function activate(client: RedisClient, channel: string, subscription: Subscription): Promise<void> {
  await client.sSubscribe(channel, subscription.onMessage);
  subscription.active = true;
  subscription.onActive?.();
}
