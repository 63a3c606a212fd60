import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource, In, IsNull } from 'typeorm';
import type { EntityManager, QueryDeepPartialEntity } from 'typeorm';
import { ChatEnded } from '#libs/contracts';
import { EventPublisher, MESSAGING_PARTS } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { whileAvailable } from '#libs/persistence';
import { deriveId } from '#libs/platform';
import { AppsRegistry } from '../apps/apps.registry.js';
import { SESSION_OPTIONS } from '../session.options.js';
import type { SessionOptions } from '../session.options.js';
import { Session } from './session.entity.js';

/** Conversations that are looked at in one sweep. */
const SWEEP_LENGTH = 500;

/**
 * Decides when conversations end: when a session's user asked for a new chat, or the last session has been away for the
 * session timeout, and nobody looks at the thread.
 */
@Injectable()
export class EndsService {
  private readonly logger = new Logger(EndsService.name);

  constructor(
    private readonly database: DataSource,
    @Inject(MESSAGING_PARTS) private readonly parts: MessagingParts,
    private readonly publisher: EventPublisher,
    private readonly apps: AppsRegistry,
    @Inject(SESSION_OPTIONS) private readonly options: SessionOptions,
  ) {}

  /** Settles every conversation with a session that is due. One that cannot be settled does not hold up the others. */
  async settleDue(): Promise<void> {
    // Of an app that has not announced itself yet nobody knows whether it wants to hear of ends.
    const threads = await whileAvailable(() =>
      this.database.query<{ thread_id: string }[]>(
        `SELECT DISTINCT thread_id FROM session.sessions
         WHERE ended_at IS NULL AND due_at <= $1 AND (app IS NULL OR app = ANY ($2)) LIMIT ${SWEEP_LENGTH}`,
        [new Date(this.parts.clock.now()), this.apps.names()],
      ),
    );
    for (const { thread_id: threadId } of threads) {
      try {
        await this.settle(threadId);
      } catch (error) {
        this.logger.warn(`the end of thread ${threadId} waits for the next sweep: ${String(error)}`);
      }
    }
  }

  /**
   * Ends what is due of a thread's sessions, and the conversation with them if nobody is left. Of several replicas that
   * do this at a time one decides and the others find it done.
   *
   * @throws DomainError `unavailable` when it has to be done again
   */
  async settle(threadId: string): Promise<void> {
    const away = await whileAvailable(() =>
      this.database.transaction(async (manager) => {
        const open = await manager.find(Session, {
          where: { threadId, endedAt: IsNull() },
          order: { id: 'ASC' },
          lock: { mode: 'pessimistic_write' },
        });
        const due = open.filter(({ dueAt }) => dueAt.getTime() <= this.parts.clock.now());
        if (due.length === 0 || due.some((session) => this.isOfUnknownApp(session))) return [];
        if (await this.parts.live.isWatched(threadId)) return this.leave(manager, due);
        return this.end(manager, open, due);
      }),
    );
    for (const session of away) await this.forgetEnding(session);
  }

  /** Somebody looks at the thread: who asked for a new chat has left it, and for the others it is not over. */
  private async leave(manager: EntityManager, due: readonly Session[]): Promise<Session[]> {
    const cleared = due.filter(({ state }) => state === 'cleared');
    await this.markEnded(manager, cleared);
    const others = due.filter(({ state }) => state !== 'cleared');
    await this.change(manager, others, { dueAt: this.timeoutFromNow() });
    return cleared;
  }

  /** @returns the sessions whose owner need not wait for the end before the next chat */
  private async end(
    manager: EntityManager,
    open: readonly Session[],
    due: readonly Session[],
  ): Promise<Session[]> {
    const cleared = due.find(({ state }) => state === 'cleared');
    if (cleared) return this.endConversation(manager, cleared, open);
    // Nobody is there, though nobody said goodbye: their gateway died. They may be on their way to another.
    const lost = due.filter(({ state }) => state === 'connected');
    await this.change(manager, lost, { state: 'away', dueAt: this.timeoutFromNow() });
    const over = due.filter(({ state }) => state === 'away').sort(byTime);
    const last = over.at(-1);
    if (last && over.length === open.length) return this.endConversation(manager, last, open);
    await this.markEnded(manager, over);
    return [];
  }

  /**
   * The app is told before the sessions are marked: who dies between the two is followed by somebody who tells it again,
   * under the same id.
   */
  private async endConversation(
    manager: EntityManager,
    last: Session,
    open: readonly Session[],
  ): Promise<Session[]> {
    const { app, threadId, session, ends } = last;
    const isHeard = app !== null && this.apps.find(app)?.hooks.includes('onChatEnd') === true;
    if (isHeard && session) {
      const name = ends === 0 ? `end ${last.id}` : `end ${last.id} ${ends}`;
      await this.publisher.publish(ChatEnded, { app, threadId, session }, { id: deriveId(threadId, name) });
    }
    await this.markEnded(manager, open);
    return isHeard ? [] : [last];
  }

  private async markEnded(manager: EntityManager, sessions: readonly Session[]): Promise<void> {
    const endedAt = new Date(this.parts.clock.now());
    await this.change(manager, sessions, { endedAt, ends: () => 'ends + 1' });
  }

  private async change(
    manager: EntityManager,
    sessions: readonly Session[],
    change: QueryDeepPartialEntity<Session>,
  ): Promise<void> {
    if (sessions.length === 0) return;
    await manager.update(Session, { id: In(sessions.map(({ id }) => id)) }, change);
  }

  private timeoutFromNow(): Date {
    return new Date(this.parts.clock.now() + this.options.sessionTimeoutSeconds * 1_000);
  }

  private isOfUnknownApp({ app }: Session): boolean {
    return app !== null && !this.apps.find(app);
  }

  /** The owner's next chat does not wait any more for the end of this one. */
  private async forgetEnding({ userId, guestId, threadId }: Session): Promise<void> {
    await this.parts.live.unkeep(`ending:${userId ?? guestId}`, threadId);
  }
}

function byTime(a: Session, b: Session): number {
  return (a.stateSince?.getTime() ?? 0) - (b.stateSince?.getTime() ?? 0);
}
