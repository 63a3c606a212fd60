import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A `UserMetadataChanged` that was dealt with, so that it is once, however often it arrives. */
@Entity('applied_user_changes')
export class AppliedUserChange {
  /** The event's. */
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  userId: string;

  @Index()
  @Column({ type: 'timestamptz', precision: 3 })
  appliedAt: Date;
}
