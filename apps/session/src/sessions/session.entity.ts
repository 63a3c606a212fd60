import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SessionDto } from '#libs/contracts';
import { TenantColumns } from '#libs/persistence';

/**
 * Whether somebody is there: `away` from its opening to its first connection and after its last; `cleared` once its user
 * has asked for a new chat.
 */
export type SessionState = 'connected' | 'away' | 'cleared';

/** A browser tab's lineage. */
@Entity('sessions')
@Check('ck_sessions_one_owner', 'num_nonnulls(user_id, guest_id) = 1')
@Index(['threadId'])
@Index(['dueAt'], { where: 'ended_at IS NULL' })
export class Session extends TenantColumns {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ type: 'uuid', nullable: true })
  userId: string | null;

  @Column({ type: 'uuid', nullable: true })
  guestId: string | null;

  @Column('uuid')
  threadId: string;

  @Column({ type: 'text', default: 'away' })
  state: SessionState;

  /** When the gateway said so; what it said earlier does not count any more. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  stateSince: Date | null;

  @Column({ type: 'text', nullable: true })
  app: string | null;

  @Column({ type: 'text', nullable: true })
  chatProfile: string | null;

  @Column({ type: 'text', nullable: true })
  clientType: string | null;

  @Column({ type: 'text', nullable: true })
  language: string | null;

  /** The session as the gateway described it last; absent before its first connection. */
  @Column({ type: 'jsonb', nullable: true })
  session: SessionDto | null;

  /** When it is over, unless somebody is there then. */
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  dueAt: Date;

  /** Its user has left for good; absent again when the session connects after all. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  endedAt: Date | null;

  /** How often it has ended: each end of a conversation has an id of its own. */
  @Column({ type: 'integer', default: 0 })
  ends: number;
}
