import type { FrameBatch, LiveFrame, LiveSession, ThreadSnapshot } from './frames.js';

/** Ends a subscription. */
export type Unsubscribe = () => Promise<void>;

/**
 * The live plane: what must be seen at once and may be lost, with the memory that repairs such losses.
 * Two implementations, in-process and Redis, pass one contract suite. Calls of one instance take effect in the
 * order in which they were made.
 */
export interface LivePlane {
  /** Sends text to whoever subscribes to the channel now. Best effort: resolves when handed over. */
  publish(channel: string, message: string): Promise<void>;

  /** Receives a channel's messages, in the order they were published by any one publisher. */
  subscribe(channel: string, onMessage: (message: string) => void): Promise<Unsubscribe>;

  /**
   * Shows frames on the screens of a thread: numbers the durable ones, remembers what `snapshot` answers and
   * publishes one `FrameBatch` to each gateway that has joined the thread. A `step` frame that is not
   * `stream-started` ends the remembered text of that step.
   */
  emit(threadId: string, frames: readonly LiveFrame[]): Promise<void>;

  /** What a client that last saw frame `after` has missed; `after` undefined means: it has just opened the thread. */
  snapshot(threadId: string, after?: number): Promise<ThreadSnapshot>;

  /** Routes a thread's frames to a gateway's channel for `ttlMs`; repeated before that, for as long as needed. */
  joinThread(threadId: string, gatewayId: string, ttlMs: number): Promise<void>;

  /** Ends the route. */
  leaveThread(threadId: string, gatewayId: string): Promise<void>;

  /** Keeps a session for `ttlMs` from now. */
  putSession(session: LiveSession, ttlMs: number): Promise<void>;

  /** The session, unless its time is over. */
  getSession(sessionId: string): Promise<LiveSession | undefined>;

  /** Remembers the last frame number that surely reached the session's client. Never goes back. */
  markSeen(sessionId: string, frameNumber: number): Promise<void>;

  /** The number last marked; undefined when none was. */
  lastSeen(sessionId: string): Promise<number | undefined>;

  /** Forgets the session. */
  dropSession(sessionId: string): Promise<void>;

  /** Ends connections and subscriptions. */
  close(): Promise<void>;
}

/** The channel on which a gateway receives `FrameBatch`es, as JSON. */
export function gatewayChannel(gatewayId: string): string {
  return `gw:${gatewayId}`;
}

/** The channel on which an instance receives the answers to its requests. */
export function replyChannel(instanceId: string): string {
  return `rpc:${instanceId}`;
}

/** Parses what arrives on a gateway's channel. */
export function parseFrameBatch(message: string): FrameBatch {
  return JSON.parse(message) as FrameBatch;
}
