import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FeedbackAndThreadChanges1764032400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE session.threads
        ADD COLUMN named_by_owner boolean NOT NULL DEFAULT false,
        ADD COLUMN deleted_at timestamptz(3)`);
    await runner.query("CREATE INDEX ix_steps_id_where ON session.steps (id) WHERE type = 'run'");
    // No reference to the run: it may not be stored yet.
    await runner.query(`
      CREATE TABLE session.feedback (
        id uuid CONSTRAINT pk_feedback PRIMARY KEY,
        tenant_id text NOT NULL DEFAULT 'default',
        thread_id uuid NOT NULL CONSTRAINT fk_feedback_thread_id REFERENCES session.threads ON DELETE CASCADE,
        for_id uuid NOT NULL,
        value smallint NOT NULL,
        comment text,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT uq_feedback_thread_id_for_id UNIQUE (thread_id, for_id),
        CONSTRAINT ck_feedback_value CHECK (value IN (0, 1))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE session.feedback');
    await runner.query('DROP INDEX session.ix_steps_id_where');
    // A thread that was deleted must not come back.
    await runner.query('DELETE FROM session.threads WHERE deleted_at IS NOT NULL');
    await runner.query('ALTER TABLE session.threads DROP COLUMN named_by_owner, DROP COLUMN deleted_at');
  }
}
