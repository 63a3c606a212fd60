import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import { DEFAULT_TENANT } from '#libs/contracts';
import type { JsonObject, StepType } from '#libs/contracts';
import { Thread } from './thread.entity.js';

/** Clients choose the ids of messages, so that an id alone must not reach into another's thread. */
@Entity('steps')
@Index(['id'], { where: "type = 'run'" })
@Index('ix_steps_output_words', { synchronize: false })
export class Step {
  @PrimaryColumn('uuid')
  threadId: string;

  @PrimaryColumn('uuid')
  id: string;

  @ManyToOne(() => Thread, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'thread_id' })
  thread?: Relation<Thread>;

  @Column({ type: 'text', default: DEFAULT_TENANT })
  tenantId: string;

  /** Grows with every step that is stored for the first time: the order in which they came. */
  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  position: string;

  /** The turn that emitted it last. */
  @Column('uuid')
  turnId: string;

  @Column('bigint')
  fence: string;

  @Column('integer')
  sequence: number;

  /** Not to be seen any more. The row stays, so that an older record does not bring the step back. */
  @Column({ type: 'boolean', default: false })
  removed: boolean;

  @Column({ type: 'uuid', nullable: true })
  parentId: string | null;

  @Column('text')
  name: string;

  @Column('text')
  type: StepType;

  @Column({ type: 'text', nullable: true })
  input: string | null;

  @Column('text')
  output: string;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  createdAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  start: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  end: Date | null;

  @Column({ type: 'boolean', default: false })
  streaming: boolean;

  @Column({ type: 'boolean', default: false })
  isError: boolean;

  @Column({ type: 'boolean', nullable: true })
  waitForAnswer: boolean | null;

  @Column({ type: 'text', nullable: true })
  command: string | null;

  @Column({ type: 'text', nullable: true })
  language: string | null;

  /** A boolean or a code language. */
  @Column({ type: 'jsonb', nullable: true })
  showInput: boolean | string | null;

  @Column({ type: 'boolean', nullable: true })
  defaultOpen: boolean | null;

  @Column({ type: 'boolean', nullable: true })
  autoCollapse: boolean | null;

  @Column({ type: 'jsonb', default: {} })
  metadata: JsonObject;

  @Column({ type: 'text', array: true, nullable: true })
  tags: string[] | null;
}
