import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { TenantColumns } from '#libs/persistence';

/** Whether somebody is there: `away` from its opening to its first connection and after its last. */
export type SessionState = 'connected' | 'away';

/** A browser tab's lineage. */
@Entity('sessions')
@Check('ck_sessions_one_owner', 'num_nonnulls(user_id, guest_id) = 1')
@Index(['threadId'])
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
}
