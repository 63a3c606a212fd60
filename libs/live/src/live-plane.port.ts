import type { FrameBatch, LiveFrame, LiveSession, ThreadSnapshot } from './frames.js';

/** Ends a subscription. */
export type Unsubscribe = () => Promise<void>;

/**
 * The live plane: what must be seen at once and may be lost, with the memory that repairs such losses.
 * Two implementations, in-process and Redis, pass one contract suite. Calls of one instance take effect in the
 * order in which they were made, also across a lost connection (a call in flight then may take effect twice: a
 * frame gets a second number, a publication arrives twice).
 *
 * `publish` and `emit` never reject: what could not be handed over in time is dropped and logged. All other methods
 * reject with DomainError `unavailable` when the store does not answer in time, and after `close`.
 */
export interface LivePlane {
  /** Sends text to whoever subscribes to the channel now. Best effort: resolves when handed over. */
  publish(channel: string, message: string): Promise<void>;

  /**
   * Receives a channel's messages, in the order they were published by any one publisher. Resolves once messages
   * arrive; a lost connection is restored, what was published meanwhile is not. What `onMessage` throws is logged.
   */
  subscribe(channel: string, onMessage: (message: string) => void): Promise<Unsubscribe>;

  /**
   * Shows frames on the screens of a thread: numbers the durable ones, remembers what `snapshot` answers and
   * publishes one `FrameBatch` to each gateway that has joined the thread.
   *
   * Numbers grow by one within one life of the thread's counter. A counter that is absent (an hour without emit and
   * join, or the store lost everything) starts at the store's time in milliseconds, so that numbers never go back;
   * so it does when durable frames had to be dropped, so that nobody takes what is kept for complete.
   * The last 256 durable frames are kept, until 15 minutes after the last of them.
   *
   * A `step` frame that is not `stream-started`, and a `step-removed` frame, end the remembered text of that step.
   * Tokens of a higher fence, and one that `replaces`, start it anew; tokens of a lower fence than the step's last
   * are neither remembered nor published. A token that overlaps what is remembered adds only what is new; one that
   * leaves a gap adds nothing (`gap`).
   *
   * An `ask` frame is the thread's until an `ask-ended` of its message's id, the next `ask`, or the spec's deadline by
   * the store's clock, whoever else forgets the thread meanwhile.
   */
  emit(threadId: string, frames: readonly LiveFrame[]): Promise<void>;

  /**
   * What a client that last saw frame `after` has missed. `after` undefined or 0 means: it has seen nothing yet;
   * `missed` is then all that is kept, and `complete` says whether that is everything since the counter began.
   * Join the thread before asking, so that nothing falls between.
   */
  snapshot(threadId: string, after?: number): Promise<ThreadSnapshot>;

  /** The newest frame number; 0 when nothing is known of the thread. */
  head(threadId: string): Promise<number>;

  /**
   * Routes a thread's frames to a gateway's channel for `ttlMs`; repeated before that, for as long as needed. A route
   * that lapsed gets nothing any more. Starts the thread's counter if it is absent.
   */
  joinThread(threadId: string, gatewayId: string, ttlMs: number): Promise<void>;

  /** Ends the route. */
  leaveThread(threadId: string, gatewayId: string): Promise<void>;

  /** Whether any gateway's route to the thread holds: somebody looks at it, or did until a gateway died just now. */
  isWatched(threadId: string): Promise<boolean>;

  /** Keeps a session, and the number last marked for it, for `ttlMs` from now. */
  putSession(session: LiveSession, ttlMs: number): Promise<void>;

  /** The session, unless its time is over. */
  getSession(sessionId: string): Promise<LiveSession | undefined>;

  /**
   * Remembers the last frame number that surely reached the session's client. Never goes back. Kept as long as the
   * session, or an hour when there is none.
   */
  markSeen(sessionId: string, frameNumber: number): Promise<void>;

  /** The number last marked; undefined when none was. */
  lastSeen(sessionId: string): Promise<number | undefined>;

  /** Forgets the session and the number last marked for it. */
  dropSession(sessionId: string): Promise<void>;

  /** Keeps a text under a name for `ttlMs` from now, for other processes to find. It replaces what was kept. */
  keep(name: string, text: string, ttlMs: number): Promise<void>;

  /** The text that was kept last, unless its time is over. */
  kept(name: string): Promise<string | undefined>;

  /** Forgets what is kept under the name; with `text`, only if it is that. */
  unkeep(name: string, text?: string): Promise<void>;

  /** Ends connections and subscriptions. What was called before still takes effect, if the store can be reached. */
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
