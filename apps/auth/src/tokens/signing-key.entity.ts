import type { JWK } from 'jose';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { TenantColumns } from '#libs/persistence';

@Entity('signing_keys')
export class SigningKey extends TenantColumns {
  /** RFC 7638 thumbprint of the public key. */
  @PrimaryColumn({ type: 'text' })
  kid: string;

  @Column({ type: 'jsonb' })
  publicJwk: JWK;

  @Column({ type: 'jsonb' })
  privateJwk: JWK;
}
