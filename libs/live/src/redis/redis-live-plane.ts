import type { Clock } from '#libs/platform';
import type {
  AskFrame,
  DeliveredFrame,
  LiveFrame,
  LiveSession,
  StreamingText,
  ThreadSnapshot,
} from '../frames.js';
import { SEEN_TTL_MS, THREAD_TTL_MS } from '../limits.js';
import { silentLogger } from '../live-logger.js';
import type { LiveLogger } from '../live-logger.js';
import { gatewayChannel } from '../live-plane.port.js';
import type { LivePlane, Unsubscribe } from '../live-plane.port.js';
import { StreamingMemory } from '../streaming-memory.js';
import { ChannelListeners } from './channel-listeners.js';
import { EmitCall } from './emit-call.js';
import {
  askKey,
  fencesKey,
  keptKey,
  logKey,
  routesKey,
  sessionKey,
  textKey,
  threadKey,
} from './live-keys.js';
import {
  COUNT_ROUTES,
  JOIN,
  LIVE_SCRIPTS,
  MARK_SEEN,
  PUT_SESSION,
  SNAPSHOT,
  UNKEEP,
} from './live-scripts.js';
import { LostFrames } from './lost-frames.js';
import { RedisConnection } from './redis-connection.js';

/** How long frames and publications wait for a Redis that is away before they are dropped. */
const LIVE_DEADLINE_MS = 30_000;

/** How the plane is reached. */
export interface RedisLivePlaneOptions {
  /** `redis[s]://[[user][:password]@]host[:port][/database]` */
  readonly url: string;
  readonly clock: Clock;
  readonly logger?: LiveLogger;
}

type SnapshotReply =
  | readonly [ask: string]
  | readonly [number, 0 | 1, '0' | '1', number, readonly string[], readonly string[], ask: string];

/** The live plane in Redis 7 or later: shared by all processes that name the same one. */
export class RedisLivePlane implements LivePlane {
  private readonly listeners: ChannelListeners;
  private readonly lost: LostFrames;
  private dropped = 0;
  private closed = false;

  private constructor(
    private readonly commands: RedisConnection,
    /** Of its own, so that a flood of frames does not hold up answers, nor the reverse. */
    private readonly subscriber: RedisConnection,
    private readonly logger: LiveLogger,
    clock: Clock,
  ) {
    this.lost = new LostFrames(clock, (threadId) => void this.show(threadId, []));
    this.listeners = new ChannelListeners(subscriber, logger);
  }

  /**
   * Connects; resolves once Redis answers.
   *
   * @throws DomainError `unavailable` when it does not within 30 s
   */
  static async connect(options: RedisLivePlaneOptions): Promise<RedisLivePlane> {
    const { clock, logger = silentLogger } = options;
    const commands = await RedisConnection.open({ ...options, scripts: LIVE_SCRIPTS });
    try {
      return new RedisLivePlane(commands, await RedisConnection.open(options), logger, clock);
    } catch (error) {
      await commands.close();
      throw error;
    }
  }

  publish(channel: string, message: string): Promise<void> {
    return new Promise((resolve) => {
      const drop = (): void => {
        this.onDropped();
        resolve();
      };
      this.commands.dispatch(['SPUBLISH', channel, message], LIVE_DEADLINE_MS, () => resolve(), drop);
    });
  }

  subscribe(channel: string, onMessage: (message: string) => void): Promise<Unsubscribe> {
    return this.listeners.add(channel, onMessage);
  }

  emit(threadId: string, frames: readonly LiveFrame[]): Promise<void> {
    if (frames.length === 0) return Promise.resolve();
    return this.show(threadId, frames);
  }

  async snapshot(threadId: string, after = 0): Promise<ThreadSnapshot> {
    const keys = [threadKey(threadId), logKey(threadId), fencesKey(threadId), askKey(threadId)];
    const reply = (await this.commands.run(SNAPSHOT, keys, [String(after)])) as SnapshotReply;
    if (reply.length === 1) {
      const nothing = { head: 0, missed: [], complete: after === 0, running: false, streaming: [] };
      return { ...nothing, ...parseAsk(reply[0]) };
    }
    const [head, complete, running, before, frames, fences, ask] = reply;
    const missed = frames.map((json, index): DeliveredFrame => ({
      frame: JSON.parse(json) as LiveFrame,
      number: before + index + 1,
    }));
    const streaming = await this.streaming(threadId, fences);
    const state = { running: running === '1', ...parseAsk(ask) };
    return { head, missed, complete: complete === 1, ...state, streaming };
  }

  async head(threadId: string): Promise<number> {
    return Number((await this.commands.send(['HGET', threadKey(threadId), 'head'])) ?? 0);
  }

  async joinThread(threadId: string, gatewayId: string, ttlMs: number): Promise<void> {
    const keys = [threadKey(threadId), logKey(threadId), routesKey(threadId)];
    await this.commands.run(JOIN, keys, [gatewayId, String(ttlMs), String(THREAD_TTL_MS)]);
  }

  async leaveThread(threadId: string, gatewayId: string): Promise<void> {
    await this.commands.send(['ZREM', routesKey(threadId), gatewayId]);
  }

  async isWatched(threadId: string): Promise<boolean> {
    return (await this.commands.run(COUNT_ROUTES, [routesKey(threadId)], [])) !== 0;
  }

  async putSession(session: LiveSession, ttlMs: number): Promise<void> {
    const key = sessionKey(session.sessionId);
    await this.commands.run(PUT_SESSION, [key], [JSON.stringify(session), String(ttlMs)]);
  }

  async getSession(sessionId: string): Promise<LiveSession | undefined> {
    const json = (await this.commands.send(['HGET', sessionKey(sessionId), 'session'])) as string | null;
    return json === null ? undefined : (JSON.parse(json) as LiveSession);
  }

  async markSeen(sessionId: string, frameNumber: number): Promise<void> {
    const key = sessionKey(sessionId);
    await this.commands.run(MARK_SEEN, [key], [String(frameNumber), String(SEEN_TTL_MS)]);
  }

  async lastSeen(sessionId: string): Promise<number | undefined> {
    const seen = (await this.commands.send(['HGET', sessionKey(sessionId), 'seen'])) as string | null;
    return seen === null ? undefined : Number(seen);
  }

  async dropSession(sessionId: string): Promise<void> {
    await this.commands.send(['DEL', sessionKey(sessionId)]);
  }

  async keep(name: string, text: string, ttlMs: number): Promise<void> {
    await this.commands.send(['SET', keptKey(name), text, 'PX', String(ttlMs)]);
  }

  async kept(name: string): Promise<string | undefined> {
    return ((await this.commands.send(['GET', keptKey(name)])) as string | null) ?? undefined;
  }

  async unkeep(name: string, text?: string): Promise<void> {
    if (text === undefined) await this.commands.send(['DEL', keptKey(name)]);
    else await this.commands.run(UNKEEP, [keptKey(name)], [text]);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.lost.close();
    await Promise.all([this.commands.close(), this.subscriber.close()]);
  }

  private show(threadId: string, frames: readonly LiveFrame[]): Promise<void> {
    const lost = this.lost.take(threadId);
    const call = new EmitCall(threadId, frames, lost);
    return new Promise((resolve) => {
      const publish = (reply: unknown): void => {
        const answer = call.answer(reply);
        for (const gatewayId of answer?.gateways ?? []) this.hand(gatewayId, answer?.batch ?? '');
        resolve();
      };
      const drop = (): void => {
        this.onDropped();
        if (!this.closed) this.lost.add(threadId, frames, lost);
        resolve();
      };
      this.commands.dispatch(call.args, LIVE_DEADLINE_MS, publish, drop);
    });
  }

  private hand(gatewayId: string, batch: string): void {
    const args = ['SPUBLISH', gatewayChannel(gatewayId), batch];
    this.commands.dispatch(args, LIVE_DEADLINE_MS, ignore, () => this.onDropped());
  }

  private async streaming(threadId: string, fences: readonly string[]): Promise<StreamingText[]> {
    const ids = fences.filter((_, index) => index % 2 === 0);
    if (ids.length === 0) return [];
    const texts = await this.commands.send(['MGET', ...ids.map((id) => textKey(threadId, id))]);
    return ids.flatMap((id, index) => {
      const text = (texts as readonly (string | null)[])[index];
      return text ? [assemble(id, Number(fences[2 * index + 1]), text)] : [];
    });
  }

  private onDropped(): void {
    this.dropped += 1;
    // Once per outage would need its end; every power of ten is few enough.
    if (Number.isInteger(Math.log10(this.dropped))) {
      this.logger.warn(`Live frames were dropped because Redis is away: ${this.dropped} calls so far`);
    }
  }
}

const ignore = (): void => undefined;

function parseAsk(json: string): { ask?: AskFrame } {
  return json === '' ? {} : { ask: JSON.parse(json) as AskFrame };
}

/** Puts a stored text together: a line of JSON, `[offset, text]`, per piece. */
function assemble(messageId: string, fence: number, stored: string): StreamingText {
  let memory: StreamingMemory | undefined;
  for (const line of stored.split('\n')) {
    if (line === '') continue;
    const [offset, text] = JSON.parse(line) as [number, string];
    if (memory) memory.add(offset, text);
    else memory = new StreamingMemory(fence, offset, text);
  }
  return (memory ?? new StreamingMemory(fence, 0, '')).describe(messageId);
}
