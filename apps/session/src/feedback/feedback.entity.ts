import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import type { Relation } from 'typeorm';
import { TenantColumns } from '#libs/persistence';
import { Thread } from '../threads/thread.entity.js';

/** What the owner of a thread thinks of one of its runs, which may not be stored yet. */
@Entity('feedback')
@Unique(['threadId', 'forId'])
@Check('ck_feedback_value', 'value IN (0, 1)')
export class Feedback extends TenantColumns {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  threadId: string;

  @ManyToOne(() => Thread, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'thread_id' })
  thread?: Relation<Thread>;

  /** The run. */
  @Column('uuid')
  forId: string;

  @Column('smallint')
  value: 0 | 1;

  @Column({ type: 'text', nullable: true })
  comment: string | null;
}
