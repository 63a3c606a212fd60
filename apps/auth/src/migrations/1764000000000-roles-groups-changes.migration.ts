import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RolesGroupsChanges1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE auth.users
        ADD COLUMN roles text[] NOT NULL DEFAULT '{}',
        ADD COLUMN groups text[] NOT NULL DEFAULT '{}'`);
    await queryRunner.query(`
      CREATE TABLE auth.applied_user_changes (
        id uuid NOT NULL CONSTRAINT pk_applied_user_changes PRIMARY KEY,
        user_id uuid NOT NULL,
        applied_at timestamptz(3) NOT NULL
      )`);
    await queryRunner.query(
      `CREATE INDEX ix_applied_user_changes_applied_at ON auth.applied_user_changes (applied_at)`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE auth.applied_user_changes`);
    await queryRunner.query(`ALTER TABLE auth.users DROP COLUMN roles, DROP COLUMN groups`);
  }
}
