import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { JsonObject } from '#libs/contracts';
import { TenantColumns } from '#libs/persistence';

@Entity('users')
@Unique(['tenantId', 'identifier'])
export class User extends TenantColumns {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  identifier: string;

  @Column({ type: 'text', nullable: true })
  displayName: string | null;

  @Column({ type: 'jsonb', default: {} })
  metadata: JsonObject;

  @Column({ type: 'text', array: true, default: [] })
  roles: string[];

  @Column({ type: 'text', array: true, default: [] })
  groups: string[];

  /** Argon2id in PHC form; null for who cannot sign in by password. */
  @Column({ type: 'text', nullable: true })
  passwordHash: string | null;
}
