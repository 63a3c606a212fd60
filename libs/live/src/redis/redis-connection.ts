import type { Clock, Timer } from '#libs/platform';
import { DomainError } from '#libs/platform';
import { silentLogger } from '../live-logger.js';
import type { LiveLogger } from '../live-logger.js';
import { classifyFailure, createRedisClient } from './redis-client.js';
import type { RedisClient } from './redis-client.js';
import type { RedisCommand } from './redis-command.js';
import type { RedisScript } from './redis-script.js';
import { WaitingCommands } from './waiting-commands.js';

const TICK_MS = 250;
const HEARTBEAT_MS = 2_000;
const STALL_MS = 5_000;
const RETRY_DELAY_MS = 200;
const FIRST_CONNECT_MS = 30_000;
const DEADLINE_MS = 5_000;
const MAX_COMMANDS = 20_000;
const MAX_CHARACTERS = 32 * 1024 * 1024;

/** How a connection is made. */
export interface RedisConnectionOptions {
  readonly url: string;
  readonly clock: Clock;
  readonly logger?: LiveLogger;
  /** The scripts that `run` and `dispatch` are going to call. */
  readonly scripts?: readonly RedisScript[];
}

interface Subscription {
  readonly onMessage: (message: string) => void;
  active: boolean;
  onActive: (() => void) | undefined;
}

/**
 * A connection to Redis for the engine's libs. Commands take effect in the order in which they were given, pipelined;
 * when the connection is lost, those without an answer are given again in that order, so one may take effect twice.
 * They wait in a bounded queue, each until its own deadline. Subscriptions are restored.
 */
export class RedisConnection {
  private readonly clock: Clock;
  private readonly logger: LiveLogger;
  private readonly waiting = new WaitingCommands(MAX_COMMANDS, MAX_CHARACTERS);
  private readonly subscriptions = new Map<string, Subscription>();
  private readonly ticker: Timer;
  private client: RedisClient;
  private state: 'down' | 'preparing' | 'up' | 'closed' = 'down';
  private closing: Promise<void> | undefined;
  private reported = false;
  private tickedAt: number;
  /** When the connection last gave a sign of life. */
  private progressAt: number;
  private onUp: (() => void) | undefined;

  private constructor(private readonly options: RedisConnectionOptions) {
    this.clock = options.clock;
    this.logger = options.logger ?? silentLogger;
    this.progressAt = this.tickedAt = this.clock.now();
    this.client = this.connectClient();
    this.ticker = this.clock.every(TICK_MS, () => this.tick());
  }

  /**
   * Resolves once Redis answers.
   *
   * @throws DomainError `unavailable` when it does not within 30 s
   */
  static async open(options: RedisConnectionOptions): Promise<RedisConnection> {
    const connection = new RedisConnection(options);
    const up = await new Promise<boolean>((resolve) => {
      const deadline = options.clock.after(FIRST_CONNECT_MS, () => resolve(false));
      connection.onUp = () => {
        deadline.cancel();
        resolve(true);
      };
    });
    if (up) return connection;
    await connection.close();
    throw new DomainError('unavailable', 'Redis cannot be reached; check REDIS_URL.');
  }

  /** Calls a script and waits for its answer. @throws DomainError `unavailable` after `deadlineMs` */
  run(
    script: RedisScript,
    keys: readonly string[],
    args: readonly string[],
    deadlineMs = DEADLINE_MS,
  ): Promise<unknown> {
    return this.send(['EVALSHA', script.sha1, String(keys.length), ...keys, ...args], deadlineMs);
  }

  /** Sends a command and waits for its answer. @throws DomainError `unavailable` after `deadlineMs` */
  send(args: readonly string[], deadlineMs = DEADLINE_MS): Promise<unknown> {
    return new Promise((onReply, onError) => this.dispatch(args, deadlineMs, onReply, onError));
  }

  /** `send` with callbacks, for paths where a promise more would be felt. */
  dispatch(
    args: readonly string[],
    deadlineMs: number,
    onReply: RedisCommand['onReply'],
    onError: RedisCommand['onError'],
  ): void {
    const command: RedisCommand = {
      args,
      expiresAt: this.clock.now() + deadlineMs,
      onReply,
      onError,
      inFlight: false,
    };
    if (this.state === 'closed')
      onError(new DomainError('unavailable', 'The connection to Redis is closed.'));
    else if (!this.waiting.add(command)) onError(new DomainError('unavailable', 'Too much waits for Redis.'));
    else if (this.state === 'up') this.write(command);
  }

  /** Receives a sharded channel's messages, one receiver per channel. @throws DomainError `unavailable` after 5 s */
  async subscribe(channel: string, onMessage: (message: string) => void): Promise<void> {
    const subscription: Subscription = { onMessage, active: false, onActive: undefined };
    this.subscriptions.set(channel, subscription);
    if (this.state === 'up') void this.activate(this.client, channel, subscription).catch(() => undefined);
    const active = await new Promise<boolean>((resolve) => {
      const deadline = this.clock.after(DEADLINE_MS, () => resolve(false));
      subscription.onActive = () => {
        deadline.cancel();
        resolve(true);
      };
    });
    if (active) return;
    if (this.subscriptions.get(channel) === subscription) this.subscriptions.delete(channel);
    throw new DomainError('unavailable', 'The live store does not answer; try again later.');
  }

  /** Ends `subscribe`. */
  async unsubscribe(channel: string): Promise<void> {
    const subscription = this.subscriptions.get(channel);
    this.subscriptions.delete(channel);
    if (this.state !== 'up') return;
    await this.client.sUnsubscribe(channel, subscription?.onMessage).catch(() => undefined);
  }

  /** Waits for the answers to what was sent, if the connection stands, and to what is sent because of them; then ends it. */
  close(): Promise<void> {
    this.closing ??= this.drainAndClose();
    return this.closing;
  }

  private async drainAndClose(): Promise<void> {
    let overdue = false;
    const deadline = new Promise<void>((resolve) =>
      this.clock.after(DEADLINE_MS, () => {
        overdue = true;
        resolve();
      }),
    );
    while (this.state === 'up' && this.waiting.size > 0 && !overdue) {
      await Promise.race([this.waiting.empty(), deadline]);
    }
    this.state = 'closed';
    this.ticker.cancel();
    this.waiting.expire();
    this.client.destroy();
  }

  private connectClient(): RedisClient {
    const client = createRedisClient(this.options.url, this.clock);
    client.on('error', (error: unknown) => this.onClientError(client, error));
    client.on('ready', () => void this.prepare(client));
    client.connect().catch(() => undefined);
    return client;
  }

  /** For a connection that hangs, or is with a server that cannot serve now: the library would keep it. */
  private replaceClient(): void {
    if (this.state === 'closed') return;
    this.state = 'down';
    this.progressAt = this.clock.now();
    const old = this.client;
    this.client = this.connectClient();
    old.destroy();
  }

  private onClientError(client: RedisClient, error: unknown): void {
    if (client !== this.client || this.state === 'closed') return;
    this.progressAt = this.clock.now();
    this.report(`Redis is away: ${String(error)}`);
    this.state = 'down';
  }

  /** Makes a fresh connection fit for use, then gives it what waits. */
  private async prepare(client: RedisClient): Promise<void> {
    if (client !== this.client || this.state === 'closed') return;
    this.state = 'preparing';
    this.progressAt = this.clock.now();
    try {
      await Promise.all([
        ...(this.options.scripts ?? []).map((script) =>
          client.sendCommand(['SCRIPT', 'LOAD', script.source]),
        ),
        ...[...this.subscriptions].map(([channel, subscription]) =>
          this.activate(client, channel, subscription),
        ),
      ]);
    } catch (error) {
      if (classifyFailure(error) === 'lost' || client !== this.client) return;
      this.report(`Redis cannot be used: ${String(error)}`);
      this.replaceSoon();
      return;
    }
    if (client !== this.client || this.state !== 'preparing') return;
    this.becomeUp(client);
  }

  private becomeUp(client: RedisClient): void {
    this.state = 'up';
    if (this.reported) this.logger.log('Redis is back');
    this.reported = false;
    // The library restores what it was subscribed to when the connection broke, whether or not it is still wanted.
    for (const [channel, { strings }] of client.getPubSubListeners('SHARDED')) {
      if (this.subscriptions.has(channel)) continue;
      for (const listener of strings) void client.sUnsubscribe(channel, listener).catch(() => undefined);
    }
    for (const [channel, subscription] of this.subscriptions) {
      if (!subscription.active) void this.activate(client, channel, subscription).catch(() => undefined);
    }
    for (const command of this.waiting.toWrite()) this.write(command);
    this.onUp?.();
  }

  private async activate(client: RedisClient, channel: string, subscription: Subscription): Promise<void> {
    await client.sSubscribe(channel, subscription.onMessage);
    subscription.active = true;
    subscription.onActive?.();
  }

  private write(command: RedisCommand): void {
    command.inFlight = true;
    const client = this.client;
    client.sendCommand(command.args).then(
      (reply) => {
        this.progressAt = this.clock.now();
        if (this.waiting.remove(command)) command.onReply(reply);
      },
      (error: unknown) => this.onFailed(client, command, error),
    );
  }

  private onFailed(client: RedisClient, command: RedisCommand, error: unknown): void {
    command.inFlight = false;
    const failure = classifyFailure(error);
    if (failure === 'refused') {
      this.logger.warn(`Redis refused ${command.args[0]}: ${String(error)}`);
      if (this.waiting.remove(command)) {
        command.onError(new DomainError('internal', 'The live store refused a command.', { cause: error }));
      }
    }
    if (client !== this.client || this.state !== 'up') return;
    if (failure === 'unprepared') void this.prepare(client);
    if (failure === 'retry') this.replaceSoon();
  }

  /** Once per outage. */
  private report(problem: string): void {
    if (!this.reported) this.logger.warn(problem);
    this.reported = true;
  }

  private replaceSoon(): void {
    this.state = 'down';
    const client = this.client;
    this.clock.after(RETRY_DELAY_MS, () => {
      if (client === this.client) this.replaceClient();
    });
  }

  private tick(): void {
    const now = this.clock.now();
    const late = now - this.tickedAt > 4 * TICK_MS;
    this.tickedAt = now;
    // After a pause of this process answers may lie unread: nobody is to blame yet.
    if (late) this.progressAt = now;
    if (late) return;
    this.waiting.expire(now);
    const silentMs = now - this.progressAt;
    const expectsSomething = this.state !== 'up' || this.waiting.size > 0;
    if (expectsSomething && silentMs > STALL_MS) this.replaceClient();
    else if (!expectsSomething && silentMs >= HEARTBEAT_MS) void this.send(['PING']).catch(() => undefined);
  }
}
