import { Check, Column, DeleteDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '#libs/contracts';
import { TenantColumns } from '#libs/persistence';

/** A conversation: reserved for its owner when a session opens on it, filled by what its turns emit. */
@Entity('threads')
@Check('ck_threads_one_owner', 'num_nonnulls(user_id, guest_id) = 1')
@Index(['tenantId', 'userId', 'lastActivityAt', 'id'], { where: 'interacted AND user_id IS NOT NULL' })
@Index(['tenantId', 'guestId', 'lastActivityAt', 'id'], { where: 'interacted AND guest_id IS NOT NULL' })
@Index('ix_threads_name_words', { synchronize: false })
export class Thread extends TenantColumns {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ type: 'uuid', nullable: true })
  userId: string | null;

  @Column({ type: 'uuid', nullable: true })
  guestId: string | null;

  @Column({ type: 'text', nullable: true })
  userIdentifier: string | null;

  @Column({ type: 'text', nullable: true })
  app: string | null;

  @Column({ type: 'text', nullable: true })
  name: string | null;

  /** Whether the owner chose the name: what the app calls the thread does not count any more. */
  @Column({ type: 'boolean', default: false })
  namedByOwner: boolean;

  @Column({ type: 'text', array: true, nullable: true })
  tags: string[] | null;

  @Column({ type: 'jsonb', default: {} })
  metadata: JsonObject;

  /** Whether the user has said anything: a thread in which nobody has is not in the history. */
  @Column({ type: 'boolean', default: false })
  interacted: boolean;

  /** The highest fence that a record of the thread had. A bigint: PostgreSQL's driver gives it as text. */
  @Column({ type: 'bigint', default: 0 })
  fence: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  lastActivityAt: Date;

  /** The row of a deleted thread stays, so that a late record does not bring the thread back. */
  @DeleteDateColumn({ type: 'timestamptz', precision: 3 })
  deletedAt: Date | null;
}
