import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import { DEFAULT_TENANT } from '#libs/contracts';
import type { ElementDto, JsonObject } from '#libs/contracts';
import { Thread } from './thread.entity.js';

@Entity('elements')
export class Element {
  @PrimaryColumn('uuid')
  threadId: string;

  @PrimaryColumn('uuid')
  id: string;

  @ManyToOne(() => Thread, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'thread_id' })
  thread?: Relation<Thread>;

  @Column({ type: 'text', default: DEFAULT_TENANT })
  tenantId: string;

  /** Grows with every element that is stored for the first time: the order in which they came. */
  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  position: string;

  /** The turn that emitted it last. */
  @Column('uuid')
  turnId: string;

  @Column('bigint')
  fence: string;

  @Column('integer')
  sequence: number;

  /** Not to be seen any more. The row stays, so that an older record does not bring the element back. */
  @Column({ type: 'boolean', default: false })
  removed: boolean;

  @Column('text')
  forId: string;

  @Column('text')
  type: ElementDto['type'];

  @Column('text')
  name: string;

  @Column('text')
  display: ElementDto['display'];

  @Column({ type: 'text', nullable: true })
  url: string | null;

  @Column({ type: 'text', nullable: true })
  chainlitKey: string | null;

  @Column({ type: 'text', nullable: true })
  objectKey: string | null;

  @Column({ type: 'text', nullable: true })
  size: 'small' | 'medium' | 'large' | null;

  @Column({ type: 'jsonb', nullable: true })
  props: JsonObject | null;

  @Column({ type: 'integer', nullable: true })
  page: number | null;

  @Column({ type: 'boolean', nullable: true })
  autoPlay: boolean | null;

  @Column({ type: 'jsonb', nullable: true })
  playerConfig: JsonObject | null;

  @Column({ type: 'text', nullable: true })
  language: string | null;

  @Column({ type: 'text', nullable: true })
  mime: string | null;
}
