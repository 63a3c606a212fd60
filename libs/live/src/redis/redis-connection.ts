import type { Clock, Timer } from '#libs/platform';
import { DomainError } from '#libs/platform';
import { silentLogger } from '../live-logger.js';
import type { LiveLogger } from '../live-logger.js';
import { classifyFailure, createRedisClient, refusal } from './redis-client.js';
import type { RedisClient } from './redis-client.js';
import type { RedisCommand } from './redis-command.js';
import type { RedisScript } from './redis-script.js';
import { RedisSubscriptions } from './redis-subscriptions.js';
import { WaitingCommands } from './waiting-commands.js';

const TICK_MS = 250;
const HEARTBEAT_MS = 2_000;
const STALL_MS = 5_000;
const RETRY_DELAY_MS = 200;
const FIRST_CONNECT_MS = 30_000;
const DEADLINE_MS = 5_000;
const MAX_COMMANDS = 50_000;
const MAX_CHARACTERS = 64 * 1024 * 1024;

/** How a connection is made. */
export interface RedisConnectionOptions {
  readonly url: string;
  readonly clock: Clock;
  readonly logger?: LiveLogger;
  /** The scripts that `run` and `dispatch` are going to call. */
  readonly scripts?: readonly RedisScript[];
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
  private readonly subscriptions: RedisSubscriptions;
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
    this.subscriptions = new RedisSubscriptions(this.clock);
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
  subscribe(channel: string, onMessage: (message: string) => void): Promise<void> {
    return this.subscriptions.add(channel, onMessage, this.usableClient, DEADLINE_MS);
  }

  /** Ends `subscribe`. */
  unsubscribe(channel: string): Promise<void> {
    return this.subscriptions.remove(channel, this.usableClient);
  }

  /** Waits for the answers to what was sent, if the connection stands, and to what is sent because of them; then ends it. */
  close(): Promise<void> {
    this.closing ??= this.drainAndClose();
    return this.closing;
  }

  private async drainAndClose(): Promise<void> {
    const deadline = this.clock.after(DEADLINE_MS, () => this.waiting.expire());
    while (this.state === 'up' && this.waiting.size > 0) await this.waiting.empty();
    deadline.cancel();
    this.state = 'closed';
    this.ticker.cancel();
    this.waiting.expire();
    this.client.destroy();
  }

  private get usableClient(): RedisClient | undefined {
    return this.state === 'up' ? this.client : undefined;
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
        this.subscriptions.restore(client),
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
    this.subscriptions.settle(client);
    for (const command of this.waiting.toWrite()) this.write(command);
    this.onUp?.();
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
      this.report(`Redis refused ${command.args[0]}: ${String(error)}`);
      if (this.waiting.remove(command)) command.onError(refusal(error));
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
