import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { OpenSession } from '#libs/contracts';
import type { AskFrame, LivePlane, ThreadSnapshot } from '#libs/live';
import { MESSAGING_PARTS, RequestClient } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import type { Timer } from '#libs/platform';
import { beyondHistory } from '../delivery/beyond-history.js';
import { wireThreadOf } from '../delivery/wire-thread.js';
import { InboundService } from '../inbound/inbound.service.js';
import { toldOf } from '../socket/told-error.js';
import type { Accepted } from '../socket/handshake.service.js';
import type { ChatSocket } from '../socket/socket.types.js';
import { Connection } from './connection.js';
import { SessionsRegistry } from './sessions.registry.js';
import { ThreadsFeed } from './threads.feed.js';
import { followPongs } from './follow-pongs.js';
import { gatherWrites } from './gather-writes.js';

/** Live sessions of connected clients are renewed this often; the session timeout is at least a minute. */
const SESSION_RENEWAL_MS = 20_000;

/** The life of connections: opened, caught up, closed. */
@Injectable()
export class ConnectionsService implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger(ConnectionsService.name);
  private readonly connected = new Set<Connection>();
  private readonly repairing = new WeakSet<Connection>();
  private readonly closing = new Set<Promise<void>>();
  private renewal: Timer | undefined;
  private readonly live: LivePlane;

  constructor(
    @Inject(MESSAGING_PARTS) private readonly parts: MessagingParts,
    private readonly feed: ThreadsFeed,
    private readonly sessions: SessionsRegistry,
    private readonly inbound: InboundService,
    private readonly requests: RequestClient,
  ) {
    this.live = parts.live;
  }

  onModuleInit(): void {
    this.renewal = this.parts.clock.every(SESSION_RENEWAL_MS, () => {
      for (const connection of this.connected)
        if (this.isLive(connection)) this.background(this.sessions.keep(connection));
    });
  }

  beforeApplicationShutdown(): void {
    this.renewal?.cancel();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.closing);
  }

  /** The connection receives its thread's frames from when it resolves; its client is told of them by `welcome`. */
  async open(socket: ChatSocket, accepted: Accepted): Promise<Connection> {
    const connection = new Connection(socket, accepted, accepted.opening, {
      now: () => this.parts.clock.now(),
      onGap: (gapped) => this.repair(gapped),
      onAnswer: (answering, ask, given) => this.background(this.answer(answering, ask, given)),
    });
    await this.feed.join(connection);
    this.connected.add(connection);
    gatherWrites(socket);
    const { id } = accepted.session;
    followPongs(connection, (frameNumber) => this.background(this.live.markSeen(id, frameNumber)));
    this.background(this.sessions.announce(connection, 'connected'));
    return connection;
  }

  /** Tells the client where its thread stands, and starts the conversation if it is new (wire protocol §5.1, §5.11, §5.12). */
  async welcome(connection: Connection): Promise<void> {
    const { socket, opening, threadId } = connection;
    connection.listen();
    socket.emit('task_end', {});
    socket.emit('clear_ask', {});
    socket.emit('clear_call_fn', {});
    if (opening.kind === 'resumed') {
      socket.emit('first_interaction', { interaction: 'resume', thread_id: threadId });
      socket.emit('resume_thread', wireThreadOf(opening.thread));
    }
    const snapshot =
      opening.kind === 'restored' ? await this.missedBy(connection) : await this.live.snapshot(threadId, 0);
    connection.catchUp(opening.kind === 'resumed' ? beyondHistory(opening.thread, snapshot) : snapshot);
    if (opening.kind === 'resumed') await this.resume(connection);
    // Starting twice is one start; a gateway may have died between opening a session and starting its conversation.
    else if (snapshot.missed.length === 0) await this.inbound.start(connection);
    connection.welcomed = true;
    await this.logged(this.inbound.clientChanged(connection, socket.id, 'connected'));
  }

  /** The session is over, as its user wanted; its conversation, when the socket has gone. */
  end(connection: Connection): void {
    if (connection.cleared) return;
    connection.cleared = true;
    this.connected.delete(connection);
    this.background(this.sessions.end(connection));
  }

  /** The socket has gone; the session lives on for its timeout. Closing it again does nothing. */
  close(connection: Connection): void {
    const left = this.feed.leave(connection);
    if (!left) return;
    const closed = this.afterwards(connection, left).finally(() => this.closing.delete(closed));
    this.closing.add(closed);
  }

  private async afterwards(connection: Connection, left: Promise<void>): Promise<void> {
    const isKept = this.connected.delete(connection) && this.isLive(connection);
    const { socket, welcomed, cleared } = connection;
    await Promise.all([
      isKept ? this.logged(this.sessions.keep(connection)) : undefined,
      welcomed ? this.logged(this.inbound.clientChanged(connection, socket.id, 'disconnected')) : undefined,
      this.sessions.announce(connection, 'disconnected'),
    ]);
    // Whether anybody else looks at the conversation can be seen only now.
    await left;
    if (cleared) await this.sessions.announce(connection, 'cleared');
  }

  /** The session begins to live once the app will hear of the resume, whoever dies meanwhile. */
  private async resume(connection: Connection): Promise<void> {
    await this.inbound.resume(connection);
    if (!connection.cleared) await this.sessions.keep(connection);
  }

  private async answer(connection: Connection, ask: AskFrame, given: unknown): Promise<void> {
    try {
      await this.inbound.answer(connection, ask, given);
    } catch (error) {
      connection.socket.emit('toast', { message: toldOf(error, this.logger).message, type: 'error' });
      connection.askAgain(ask);
    }
  }

  /** What the thread showed since the client was last surely told; if that is not known any more, the whole thread. */
  private async missedBy({ socket, session, threadId }: Connection): Promise<ThreadSnapshot> {
    const seen = await this.live.lastSeen(session.id);
    const snapshot = await this.live.snapshot(threadId, seen ?? 0);
    if (snapshot.complete) return snapshot;
    const question = { sessionId: session.id, threadId, owner: session.owner };
    const { thread } = await this.requests.ask(OpenSession, question);
    if (thread) socket.emit('resume_thread', wireThreadOf(thread));
    return seen === undefined ? snapshot : this.live.snapshot(threadId, 0);
  }

  private repair(connection: Connection): void {
    if (this.repairing.has(connection)) return;
    this.repairing.add(connection);
    const repaired = this.live
      .snapshot(connection.threadId, connection.lastWritten)
      .then(({ streaming }) => connection.repair(streaming))
      .finally(() => this.repairing.delete(connection));
    this.background(repaired);
  }

  private background(work: Promise<unknown>): void {
    void this.logged(work);
  }

  private async logged(work: Promise<unknown>): Promise<void> {
    await work.catch((error: unknown) => this.logger.warn(String(error)));
  }

  /** A stored thread's session begins to live with its welcome. */
  private isLive({ opening, welcomed }: Connection): boolean {
    return opening.kind !== 'resumed' || welcomed;
  }
}
