import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ThreadsStepsElementsSessions1764028800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.createThreads(runner);
    await this.createSteps(runner);
    await this.createElements(runner);
    await this.createSessions(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE session.sessions, session.elements, session.steps, session.threads');
  }

  private async createThreads(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE session.threads (
        id uuid CONSTRAINT pk_threads PRIMARY KEY,
        tenant_id text NOT NULL DEFAULT 'default',
        user_id uuid,
        guest_id uuid,
        user_identifier text,
        app text,
        name text,
        tags text[],
        metadata jsonb NOT NULL DEFAULT '{}',
        interacted boolean NOT NULL DEFAULT false,
        fence bigint NOT NULL DEFAULT 0,
        last_activity_at timestamptz(3) NOT NULL DEFAULT now(),
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT ck_threads_one_owner CHECK (num_nonnulls(user_id, guest_id) = 1)
      )`);
    for (const owner of ['user_id', 'guest_id']) {
      await runner.query(`
        CREATE INDEX ix_threads_tenant_id_${owner}_last_activity_at_id_where
        ON session.threads (tenant_id, ${owner}, last_activity_at, id)
        WHERE interacted AND ${owner} IS NOT NULL`);
    }
    await runner.query(`
      CREATE INDEX ix_threads_name_words ON session.threads
      USING gin (to_tsvector('simple', name)) WHERE interacted`);
  }

  private async createSteps(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE session.steps (
        thread_id uuid NOT NULL CONSTRAINT fk_steps_thread_id REFERENCES session.threads ON DELETE CASCADE,
        id uuid NOT NULL,
        tenant_id text NOT NULL DEFAULT 'default',
        position bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
        turn_id uuid NOT NULL,
        fence bigint NOT NULL,
        sequence integer NOT NULL,
        removed boolean NOT NULL DEFAULT false,
        parent_id uuid,
        name text NOT NULL,
        type text NOT NULL,
        input text,
        output text NOT NULL,
        created_at timestamptz(3),
        start timestamptz(3),
        "end" timestamptz(3),
        streaming boolean NOT NULL DEFAULT false,
        is_error boolean NOT NULL DEFAULT false,
        wait_for_answer boolean,
        command text,
        language text,
        show_input jsonb,
        default_open boolean,
        metadata jsonb NOT NULL DEFAULT '{}',
        tags text[],
        CONSTRAINT pk_steps PRIMARY KEY (thread_id, id)
      )`);
    // Words beyond the first 100 000 characters are not found: a tsvector holds 1 MB at the most.
    await runner.query(`
      CREATE INDEX ix_steps_output_words ON session.steps
      USING gin (to_tsvector('simple', left(output, 100000)))
      WHERE type IN ('user_message', 'assistant_message', 'system_message') AND NOT removed`);
  }

  private async createElements(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE session.elements (
        thread_id uuid NOT NULL CONSTRAINT fk_elements_thread_id REFERENCES session.threads ON DELETE CASCADE,
        id uuid NOT NULL,
        tenant_id text NOT NULL DEFAULT 'default',
        position bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
        turn_id uuid NOT NULL,
        fence bigint NOT NULL,
        sequence integer NOT NULL,
        for_id text NOT NULL,
        type text NOT NULL,
        name text NOT NULL,
        display text NOT NULL,
        url text,
        chainlit_key text,
        object_key text,
        size text,
        props jsonb,
        page integer,
        auto_play boolean,
        player_config jsonb,
        language text,
        mime text,
        CONSTRAINT pk_elements PRIMARY KEY (thread_id, id)
      )`);
  }

  private async createSessions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE session.sessions (
        id uuid CONSTRAINT pk_sessions PRIMARY KEY,
        tenant_id text NOT NULL DEFAULT 'default',
        user_id uuid,
        guest_id uuid,
        thread_id uuid NOT NULL,
        state text NOT NULL DEFAULT 'away',
        state_since timestamptz(3),
        app text,
        chat_profile text,
        client_type text,
        language text,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT ck_sessions_one_owner CHECK (num_nonnulls(user_id, guest_id) = 1)
      )`);
    await runner.query('CREATE INDEX ix_sessions_thread_id ON session.sessions (thread_id)');
  }
}
