import { Column, CreateDateColumn, UpdateDateColumn } from 'typeorm';
import { DEFAULT_TENANT } from '#libs/contracts';

/** The columns every table has: whose row it is, and when it came and last changed. Entities extend it. */
export abstract class TenantColumns {
  @Column({ type: 'text', default: DEFAULT_TENANT })
  tenantId: string = DEFAULT_TENANT;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz', precision: 3 })
  updatedAt: Date;
}
