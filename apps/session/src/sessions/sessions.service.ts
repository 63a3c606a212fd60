import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { ConversationEventDto, OpenSessionAnswer, OpenSessionQuestion, OwnerDto } from '#libs/contracts';
import { MESSAGING_PARTS } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { storableJson, whileAvailable } from '#libs/persistence';
import { SESSION_OPTIONS } from '../session.options.js';
import type { SessionOptions } from '../session.options.js';
import { ownerColumns } from '../threads/owner-columns.js';
import { ThreadsService } from '../threads/threads.service.js';
import type { SessionState } from './session.entity.js';

const SET_STATE = `
  INSERT INTO session.sessions AS stored (id, tenant_id, user_id, guest_id, thread_id, state, state_since, app,
    chat_profile, client_type, language, session, due_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  ON CONFLICT (id) DO UPDATE SET
    (thread_id, state, state_since, app, chat_profile, client_type, language, session, due_at, ended_at, updated_at) =
    (excluded.thread_id, excluded.state, excluded.state_since, excluded.app, excluded.chat_profile,
     excluded.client_type, excluded.language, excluded.session, excluded.due_at,
     -- Whoever comes back after the end begins anew; an event that is only read again brings nobody back.
     CASE WHEN excluded.state <> 'connected' OR stored.state_since = excluded.state_since
       THEN stored.ended_at END, now())
  WHERE (stored.tenant_id, stored.user_id, stored.guest_id)
      IS NOT DISTINCT FROM (excluded.tenant_id, excluded.user_id, excluded.guest_id)
    AND (stored.state_since IS NULL OR stored.state_since <= excluded.state_since)
    AND NOT (stored.state = 'cleared' AND excluded.state = 'away')`;

class NotToBeOpened extends Error {}

/** Whose session is whose, on which thread, and whether somebody is there. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly database: DataSource,
    private readonly threads: ThreadsService,
    @Inject(MESSAGING_PARTS) private readonly parts: MessagingParts,
    @Inject(SESSION_OPTIONS) private readonly options: SessionOptions,
  ) {}

  /**
   * Records a session on a thread, both of which are the owner's from now on if they were nobody's before. A thread
   * that its owner deleted is nobody's to open.
   */
  async open({ sessionId, threadId, owner }: OpenSessionQuestion): Promise<OpenSessionAnswer> {
    try {
      await whileAvailable(() =>
        this.database.transaction(async (manager) => {
          await this.reserve(manager, threadId, owner);
          await this.record(manager, sessionId, threadId, owner);
        }),
      );
    } catch (error) {
      if (error instanceof NotToBeOpened) return { verdict: 'foreign' };
      throw error;
    }
    const [thread, app] = await Promise.all([
      this.threads.find(threadId, owner),
      this.threads.appOf(threadId),
    ]);
    if (!thread || thread.steps.length === 0) return { verdict: 'new' };
    return { verdict: 'resumed', thread, ...(app ? { app } : {}) };
  }

  /** Stores what a gateway says about a session, unless it said something newer before. */
  async setState(state: SessionState, event: ConversationEventDto, time: string): Promise<void> {
    const { app, threadId, session } = event;
    const now = this.parts.clock.now();
    const dueAt = state === 'cleared' ? now : Math.min(Date.parse(time), now) + this.timeoutMs;
    await whileAvailable(() =>
      this.database.query(SET_STATE, [
        session.id,
        ...ownerColumns(session.owner),
        threadId,
        state,
        time,
        app,
        session.chatProfile ?? null,
        session.clientType,
        session.language,
        storableJson(session),
        new Date(dueAt),
      ]),
    );
  }

  private get timeoutMs(): number {
    return this.options.sessionTimeoutSeconds * 1_000;
  }

  private async reserve(manager: EntityManager, threadId: string, owner: OwnerDto): Promise<void> {
    await manager.query(
      `INSERT INTO session.threads (id, tenant_id, user_id, guest_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO NOTHING`,
      [threadId, ...ownerColumns(owner)],
    );
    const own: unknown[] = await manager.query(
      `SELECT 1 FROM session.threads WHERE id = $1
         AND (tenant_id, user_id, guest_id) IS NOT DISTINCT FROM ($2, $3::uuid, $4::uuid)
         AND deleted_at IS NULL`,
      [threadId, ...ownerColumns(owner)],
    );
    if (own.length === 0) throw new NotToBeOpened();
  }

  private async record(
    manager: EntityManager,
    sessionId: string,
    threadId: string,
    owner: OwnerDto,
  ): Promise<void> {
    const own: unknown[] = await manager.query(
      `INSERT INTO session.sessions AS stored (id, tenant_id, user_id, guest_id, thread_id, due_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO UPDATE SET
         (thread_id, due_at, updated_at) = (excluded.thread_id, excluded.due_at, now())
       WHERE (stored.tenant_id, stored.user_id, stored.guest_id)
         IS NOT DISTINCT FROM (excluded.tenant_id, excluded.user_id, excluded.guest_id)
       RETURNING id`,
      [sessionId, ...ownerColumns(owner), threadId, new Date(this.parts.clock.now() + this.timeoutMs)],
    );
    if (own.length === 0) throw new NotToBeOpened();
  }
}
