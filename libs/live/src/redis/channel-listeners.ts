import { silentLogger } from '../live-logger.js';
import type { LiveLogger } from '../live-logger.js';
import type { Unsubscribe } from '../live-plane.port.js';
import type { RedisConnection } from './redis-connection.js';

type Listener = (message: string) => void;

interface Channel {
  readonly listeners: Set<Listener>;
  readonly active: Promise<void>;
}

/** Shares one subscription per channel among all who listen to it. */
export class ChannelListeners {
  private readonly channels = new Map<string, Channel>();

  constructor(
    private readonly connection: RedisConnection,
    private readonly logger: LiveLogger = silentLogger,
  ) {}

  /** Resolves once messages arrive. @throws DomainError `unavailable` */
  async add(name: string, onMessage: Listener): Promise<Unsubscribe> {
    // A listener of its own for each call: the same function may be added twice.
    const listener: Listener = (message) => onMessage(message);
    const channel = this.channels.get(name) ?? this.open(name);
    channel.listeners.add(listener);
    try {
      await channel.active;
    } catch (error) {
      if (this.channels.get(name) === channel) this.channels.delete(name);
      throw error;
    }
    return () => this.remove(name, channel, listener);
  }

  private open(name: string): Channel {
    const listeners = new Set<Listener>();
    const active = this.connection.subscribe(name, (message) => this.deliver(name, listeners, message));
    const channel = { listeners, active };
    this.channels.set(name, channel);
    return channel;
  }

  private async remove(name: string, channel: Channel, listener: Listener): Promise<void> {
    channel.listeners.delete(listener);
    if (channel.listeners.size > 0 || this.channels.get(name) !== channel) return;
    this.channels.delete(name);
    await this.connection.unsubscribe(name);
  }

  private deliver(name: string, listeners: ReadonlySet<Listener>, message: string): void {
    for (const listener of listeners) {
      try {
        listener(message);
      } catch (error) {
        this.logger.warn(`A listener of ${name} failed: ${String(error)}`);
      }
    }
  }
}
