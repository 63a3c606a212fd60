import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import type { Relation } from 'typeorm';
import { TenantColumns } from '#libs/persistence';
import { User } from '../users/user.entity.js';

/** A user's sign-in on one browser. Access tokens name it (`sid`) and live no longer than it is renewed. */
@Entity('logins')
@Unique(['secretHash'])
export class Login extends TenantColumns {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Index()
  @Column({ type: 'uuid' })
  userId: string;

  @ManyToOne(() => User, { onDelete: 'CASCADE' })
  @JoinColumn()
  user: Relation<User>;

  /** SHA-256, hexadecimal. The secret itself is in the browser's cookie only. */
  @Column({ type: 'text' })
  secretHash: string;

  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  lastUsedAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  endedAt: Date | null;
}
