import type { Clock, Timer } from '#libs/platform';
import { DomainError } from '#libs/platform';
import type { LiveFrame, LiveSession, ThreadSnapshot } from '../frames.js';
import { SEEN_TTL_MS } from '../limits.js';
import { silentLogger } from '../live-logger.js';
import type { LiveLogger } from '../live-logger.js';
import { gatewayChannel } from '../live-plane.port.js';
import type { LivePlane, Unsubscribe } from '../live-plane.port.js';
import { LiveThread } from './live-thread.js';

type Listener = (message: string) => void;

interface SessionEntry {
  json?: string;
  seen?: number;
  expiresAt: number;
}

interface KeptText {
  readonly text: string;
  readonly expiresAt: number;
}

const SWEEP_INTERVAL_MS = 60_000;

/**
 * The live plane of one process: whoever is to see each other's frames shares one instance. Messages reach their
 * subscribers in a later microtask, never within the publisher's call.
 */
export class InProcessLivePlane implements LivePlane {
  private readonly threads = new Map<string, LiveThread>();
  private readonly sessions = new Map<string, SessionEntry>();
  private readonly texts = new Map<string, KeptText>();
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly sweeper: Timer;
  private pending: { channel: string; message: string }[] = [];
  private closed = false;

  constructor(
    private readonly clock: Clock,
    private readonly logger: LiveLogger = silentLogger,
  ) {
    this.sweeper = clock.every(SWEEP_INTERVAL_MS, () => this.sweep());
  }

  publish(channel: string, message: string): Promise<void> {
    if (!this.closed && this.listeners.has(channel)) this.enqueue(channel, message);
    return Promise.resolve();
  }

  async subscribe(channel: string, onMessage: Listener): Promise<Unsubscribe> {
    this.assertOpen();
    // A listener of its own for each call: the same function may be subscribed twice.
    const listener: Listener = (message) => onMessage(message);
    const listeners = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.listeners.get(channel) === listeners) this.listeners.delete(channel);
      return Promise.resolve();
    };
  }

  emit(threadId: string, frames: readonly LiveFrame[]): Promise<void> {
    if (this.closed || frames.length === 0) return Promise.resolve();
    const now = this.clock.now();
    const thread = this.threadFor(threadId, now);
    const batch = thread.take(threadId, frames, now);
    if (batch === undefined) return Promise.resolve();
    for (const gatewayId of thread.gateways(now)) void this.publish(gatewayChannel(gatewayId), batch);
    return Promise.resolve();
  }

  async snapshot(threadId: string, after = 0): Promise<ThreadSnapshot> {
    this.assertOpen();
    const now = this.clock.now();
    const unknown = { head: 0, missed: [], complete: after === 0, running: false, streaming: [] };
    return this.known(threadId, now)?.snapshot(after, now) ?? unknown;
  }

  async head(threadId: string): Promise<number> {
    this.assertOpen();
    return this.known(threadId, this.clock.now())?.newest ?? 0;
  }

  async joinThread(threadId: string, gatewayId: string, ttlMs: number): Promise<void> {
    this.assertOpen();
    const now = this.clock.now();
    this.threadFor(threadId, now).join(gatewayId, now, ttlMs);
  }

  async leaveThread(threadId: string, gatewayId: string): Promise<void> {
    this.assertOpen();
    this.threads.get(threadId)?.leave(gatewayId);
  }

  async isWatched(threadId: string): Promise<boolean> {
    this.assertOpen();
    const now = this.clock.now();
    return (this.known(threadId, now)?.gateways(now).length ?? 0) > 0;
  }

  async putSession(session: LiveSession, ttlMs: number): Promise<void> {
    this.assertOpen();
    const seen = this.sessionEntry(session.sessionId)?.seen;
    const expiresAt = this.clock.now() + ttlMs;
    this.sessions.set(session.sessionId, { json: JSON.stringify(session), expiresAt, seen });
  }

  async getSession(sessionId: string): Promise<LiveSession | undefined> {
    this.assertOpen();
    const json = this.sessionEntry(sessionId)?.json;
    return json === undefined ? undefined : (JSON.parse(json) as LiveSession);
  }

  async markSeen(sessionId: string, frameNumber: number): Promise<void> {
    this.assertOpen();
    const entry = this.sessionEntry(sessionId) ?? { expiresAt: this.clock.now() + SEEN_TTL_MS };
    entry.seen = Math.max(entry.seen ?? 0, frameNumber);
    this.sessions.set(sessionId, entry);
  }

  async lastSeen(sessionId: string): Promise<number | undefined> {
    this.assertOpen();
    return this.sessionEntry(sessionId)?.seen;
  }

  async dropSession(sessionId: string): Promise<void> {
    this.assertOpen();
    this.sessions.delete(sessionId);
  }

  async keep(name: string, text: string, ttlMs: number): Promise<void> {
    this.assertOpen();
    this.texts.set(name, { text, expiresAt: this.clock.now() + ttlMs });
  }

  async kept(name: string): Promise<string | undefined> {
    this.assertOpen();
    const known = this.texts.get(name);
    return known && known.expiresAt > this.clock.now() ? known.text : undefined;
  }

  async unkeep(name: string, text?: string): Promise<void> {
    this.assertOpen();
    if (text === undefined || this.texts.get(name)?.text === text) this.texts.delete(name);
  }

  close(): Promise<void> {
    this.closed = true;
    this.sweeper.cancel();
    this.deliver();
    this.listeners.clear();
    return Promise.resolve();
  }

  private enqueue(channel: string, message: string): void {
    if (this.pending.push({ channel, message }) === 1) queueMicrotask(() => this.deliver());
  }

  private deliver(): void {
    const messages = this.pending;
    this.pending = [];
    for (const { channel, message } of messages) {
      for (const listener of this.listeners.get(channel) ?? []) {
        try {
          listener(message);
        } catch (error) {
          this.logger.warn(`A listener of ${channel} failed: ${String(error)}`);
        }
      }
    }
  }

  private threadFor(threadId: string, now: number): LiveThread {
    const known = this.known(threadId, now);
    if (known) return known;
    const thread = new LiveThread(now);
    this.threads.set(threadId, thread);
    return thread;
  }

  private known(threadId: string, now: number): LiveThread | undefined {
    const thread = this.threads.get(threadId);
    return thread && thread.expiresAt > now ? thread : undefined;
  }

  private sessionEntry(sessionId: string): SessionEntry | undefined {
    const entry = this.sessions.get(sessionId);
    return entry && entry.expiresAt > this.clock.now() ? entry : undefined;
  }

  private sweep(): void {
    const now = this.clock.now();
    for (const [threadId, thread] of this.threads) if (thread.expiresAt <= now) this.threads.delete(threadId);
    for (const [id, entry] of this.sessions) if (entry.expiresAt <= now) this.sessions.delete(id);
    for (const [name, kept] of this.texts) if (kept.expiresAt <= now) this.texts.delete(name);
  }

  private assertOpen(): void {
    if (this.closed) throw new DomainError('unavailable', 'The live plane is closed.');
  }
}
