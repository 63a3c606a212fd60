import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { gatewayChannel, parseFrameBatch } from '#libs/live';
import type { Unsubscribe } from '#libs/live';
import { MESSAGING_PARTS } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import type { Timer } from '#libs/platform';
import type { Connection } from './connection.js';

/** A route lapses after this long unless it is renewed: frames are not sent to a gateway that died. */
const ROUTE_TTL_MS = 60_000;
const ROUTE_RENEWAL_MS = 20_000;

/** Brings the frames of threads to the connections of this gateway that show them. */
@Injectable()
export class ThreadsFeed implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(ThreadsFeed.name);
  private readonly connections = new Map<string, Set<Connection>>();
  private unsubscribe: Unsubscribe | undefined;
  private renewal: Timer | undefined;

  constructor(@Inject(MESSAGING_PARTS) private readonly parts: MessagingParts) {}

  async onModuleInit(): Promise<void> {
    const { live, clock, instanceId } = this.parts;
    this.unsubscribe = await live.subscribe(gatewayChannel(instanceId), (message) => this.deliver(message));
    this.renewal = clock.every(ROUTE_RENEWAL_MS, () => {
      for (const threadId of this.connections.keys()) this.renew(threadId);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.renewal?.cancel();
    await this.unsubscribe?.();
  }

  /** From when it resolves, the connection receives what the thread shows. */
  async join(connection: Connection): Promise<void> {
    const { threadId } = connection;
    this.connections.set(threadId, (this.connections.get(threadId) ?? new Set()).add(connection));
    try {
      await this.parts.live.joinThread(threadId, this.parts.instanceId, ROUTE_TTL_MS);
    } catch (error) {
      void this.leave(connection);
      throw error;
    }
  }

  /**
   * The connection receives nothing more. Resolves, and never rejects, when the thread's frames do not come here any
   * more or others here show them; undefined when the connection received nothing before.
   */
  leave(connection: Connection): Promise<void> | undefined {
    const { threadId } = connection;
    const others = this.connections.get(threadId);
    if (!others?.delete(connection)) return undefined;
    if (others.size > 0) return Promise.resolve();
    this.connections.delete(threadId);
    const { live, instanceId } = this.parts;
    return live.leaveThread(threadId, instanceId).catch((error: unknown) => this.warn(error));
  }

  private deliver(message: string): void {
    const { threadId, frames } = parseFrameBatch(message);
    for (const connection of this.connections.get(threadId) ?? []) connection.deliver(frames);
  }

  private renew(threadId: string): void {
    const { live, instanceId } = this.parts;
    live.joinThread(threadId, instanceId, ROUTE_TTL_MS).catch((error: unknown) => this.warn(error));
  }

  private warn(error: unknown): void {
    this.logger.warn(`a thread's route could not be written: ${String(error)}`);
  }
}
