/** What a record says of its thread: columns as the projection is given them, and their types. */
const THREAD = `id uuid, tenant_id text, user_id uuid, guest_id uuid, user_identifier text, app text, name text,
  metadata jsonb, interacted boolean, fence bigint, time timestamptz`;

/** Where a step or an element comes from. */
const ORIGIN = 'thread_id uuid, turn_id uuid, fence bigint, sequence integer';

const STEP = `${ORIGIN}, id uuid, removed boolean, parent_id uuid, name text, type text, input text, output text,
  created_at timestamptz, start timestamptz, "end" timestamptz, streaming boolean, is_error boolean,
  wait_for_answer boolean, command text, language text, show_input jsonb, default_open boolean,
  auto_collapse boolean, metadata jsonb, tags text[]`;

const ELEMENT = `${ORIGIN}, id uuid, removed boolean, for_id text, type text, name text, display text, url text, chainlit_key text,
  object_key text, size text, props jsonb, page integer, auto_play boolean, player_config jsonb, language text,
  mime text`;

/**
 * Stores what records say, each of another thread: all of it or nothing. Returns the ids of their threads, but for
 * those that belong to somebody else, of which nothing is stored. Of what comes late for a deleted thread nothing is
 * stored either. Repeating it, or doing it after a later record, changes nothing that the later one said.
 *
 * $1 threads $2 steps $3 elements, each a JSON array
 */
export const PROJECTION = `
  WITH thread AS (
    INSERT INTO session.threads AS stored (id, tenant_id, user_id, guest_id, user_identifier, app, name, metadata,
      interacted, fence, created_at, last_activity_at)
    SELECT id, tenant_id, user_id, guest_id, user_identifier, app, name, metadata, interacted, fence, time, time
    FROM json_to_recordset($1) AS given (${THREAD})
    ON CONFLICT (id) DO UPDATE SET
      user_identifier = CASE WHEN excluded.fence >= stored.fence
        THEN coalesce(excluded.user_identifier, stored.user_identifier)
        ELSE coalesce(stored.user_identifier, excluded.user_identifier) END,
      app = CASE WHEN excluded.fence >= stored.fence THEN excluded.app ELSE coalesce(stored.app, excluded.app) END,
      name = CASE WHEN stored.named_by_owner THEN stored.name
        WHEN excluded.fence >= stored.fence THEN coalesce(excluded.name, stored.name)
        ELSE coalesce(stored.name, excluded.name) END,
      metadata = CASE WHEN excluded.fence >= stored.fence THEN stored.metadata || excluded.metadata
        ELSE excluded.metadata || stored.metadata END,
      interacted = stored.interacted OR excluded.interacted,
      fence = greatest(stored.fence, excluded.fence),
      created_at = least(stored.created_at, excluded.created_at),
      last_activity_at = greatest(stored.last_activity_at, excluded.last_activity_at),
      updated_at = now()
    WHERE (stored.tenant_id, stored.user_id, stored.guest_id)
      IS NOT DISTINCT FROM (excluded.tenant_id, excluded.user_id, excluded.guest_id)
    RETURNING id, tenant_id, deleted_at
  ), projected_steps AS (${upsert('steps', STEP, '$2')}
  ), projected_elements AS (${upsert('elements', ELEMENT, '$3')}
  )
  SELECT id FROM thread`;

/** Positions are given in the order of the array. */
function upsert(table: string, columns: string, parameter: string): string {
  return `
    INSERT INTO session.${table} AS stored (tenant_id, ${namesIn(columns)})
    SELECT thread.tenant_id, ${namesIn(columns, 'given.')}
    FROM ROWS FROM (json_to_recordset(${parameter}) AS (${columns})) WITH ORDINALITY
      AS given (${namesIn(columns)}, place)
    JOIN thread ON thread.id = given.thread_id AND thread.deleted_at IS NULL
    ORDER BY given.place
    ON CONFLICT (thread_id, id) DO UPDATE SET
      (${namesIn(columns)}) = (${namesIn(columns, 'excluded.')})
    WHERE stored.fence < excluded.fence OR (stored.fence = excluded.fence
      AND (stored.turn_id <> excluded.turn_id OR stored.sequence <= excluded.sequence))`;
}

function namesIn(columns: string, prefix = ''): string {
  return columns
    .split(',')
    .map((column) => prefix + (column.trim().split(' ')[0] ?? ''))
    .join(', ');
}
