import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RemovedElementsEndedSessions1764039600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE session.steps ADD COLUMN auto_collapse boolean');
    await runner.query('ALTER TABLE session.elements ADD COLUMN removed boolean NOT NULL DEFAULT false');
    // Sessions from before are due at once: the first sweep finds out who is still there.
    await runner.query(`
      ALTER TABLE session.sessions
        ADD COLUMN session jsonb,
        ADD COLUMN due_at timestamptz(3) NOT NULL DEFAULT now(),
        ADD COLUMN ended_at timestamptz(3),
        ADD COLUMN ends integer NOT NULL DEFAULT 0`);
    await runner.query(
      'CREATE INDEX ix_sessions_due_at_where ON session.sessions (due_at) WHERE ended_at IS NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE session.sessions
        DROP COLUMN session, DROP COLUMN due_at, DROP COLUMN ended_at, DROP COLUMN ends`,
    );
    await runner.query("UPDATE session.sessions SET state = 'away' WHERE state = 'cleared'");
    // An element that was removed must not come back.
    await runner.query('DELETE FROM session.elements WHERE removed');
    await runner.query('ALTER TABLE session.elements DROP COLUMN removed');
    await runner.query('ALTER TABLE session.steps DROP COLUMN auto_collapse');
  }
}
