import type { MigrationInterface, QueryRunner } from 'typeorm';

export class UsersKeysLogins1763900000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE auth.users (
        tenant_id text NOT NULL DEFAULT 'default',
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        id uuid NOT NULL CONSTRAINT pk_users PRIMARY KEY,
        identifier text NOT NULL,
        display_name text,
        metadata jsonb NOT NULL DEFAULT '{}',
        password_hash text,
        CONSTRAINT uq_users_tenant_id_identifier UNIQUE (tenant_id, identifier)
      )`);
    await queryRunner.query(`
      CREATE TABLE auth.signing_keys (
        tenant_id text NOT NULL DEFAULT 'default',
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        kid text NOT NULL CONSTRAINT pk_signing_keys PRIMARY KEY,
        public_jwk jsonb NOT NULL,
        private_jwk jsonb NOT NULL
      )`);
    await queryRunner.query(`
      CREATE TABLE auth.logins (
        tenant_id text NOT NULL DEFAULT 'default',
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        id uuid NOT NULL CONSTRAINT pk_logins PRIMARY KEY,
        user_id uuid NOT NULL,
        secret_hash text NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        last_used_at timestamptz(3) NOT NULL,
        ended_at timestamptz(3),
        CONSTRAINT uq_logins_secret_hash UNIQUE (secret_hash),
        CONSTRAINT fk_logins_user_id FOREIGN KEY (user_id) REFERENCES auth.users (id) ON DELETE CASCADE
      )`);
    await queryRunner.query(`CREATE INDEX ix_logins_user_id ON auth.logins (user_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE auth.logins, auth.signing_keys, auth.users`);
  }
}
