/** Columns of a step's row as the projection is given them, and their types. */
const STEP = `id uuid, removed boolean, parent_id uuid, name text, type text, input text, output text,
  created_at timestamptz, start timestamptz, "end" timestamptz, streaming boolean, is_error boolean,
  wait_for_answer boolean, command text, language text, show_input jsonb, default_open boolean, metadata jsonb,
  tags text[]`;

/** The same of an element's. */
const ELEMENT = `id uuid, for_id text, type text, name text, display text, url text, chainlit_key text,
  object_key text, size text, props jsonb, page integer, auto_play boolean, player_config jsonb, language text,
  mime text`;

/**
 * Stores what one record of a turn says, whole or not at all, and returns the thread's id; no row when the thread
 * belongs to somebody else, and then nothing is stored. Repeating it, or doing it after a later record, changes
 * nothing that the later one said.
 *
 * $1 thread $2 tenant $3 user $4 guest $5 user identifier $6 app $7 name $8 metadata $9 interacted $10 time
 * $11 turn $12 fence $13 sequence $14 steps $15 elements
 */
export const PROJECTION = `
  WITH thread AS (
    INSERT INTO session.threads AS stored (id, tenant_id, user_id, guest_id, user_identifier, app, name, metadata,
      interacted, fence, created_at, last_activity_at)
    VALUES ($1::uuid, $2, $3::uuid, $4::uuid, $5, $6, $7, $8::jsonb, $9, $12::bigint, $10::timestamptz, $10)
    ON CONFLICT (id) DO UPDATE SET
      user_identifier = CASE WHEN excluded.fence >= stored.fence
        THEN coalesce(excluded.user_identifier, stored.user_identifier)
        ELSE coalesce(stored.user_identifier, excluded.user_identifier) END,
      app = CASE WHEN excluded.fence >= stored.fence THEN excluded.app ELSE coalesce(stored.app, excluded.app) END,
      name = CASE WHEN excluded.fence >= stored.fence THEN coalesce(excluded.name, stored.name)
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
    RETURNING id
  ), projected_steps AS (
    INSERT INTO session.steps AS stored (thread_id, tenant_id, turn_id, fence, sequence, ${namesIn(STEP)})
    SELECT thread.id, $2, $11::uuid, $12, $13::integer, ${namesIn(STEP, 'step.')}
    FROM thread, json_to_recordset($14::json) AS step (${STEP})
    ON CONFLICT (thread_id, id) DO UPDATE SET
      (turn_id, fence, sequence, ${namesIn(STEP)}) =
      (excluded.turn_id, excluded.fence, excluded.sequence, ${namesIn(STEP, 'excluded.')})
    WHERE (stored.fence, stored.sequence) <= (excluded.fence, excluded.sequence)
  ), projected_elements AS (
    INSERT INTO session.elements AS stored (thread_id, tenant_id, turn_id, fence, sequence, ${namesIn(ELEMENT)})
    SELECT thread.id, $2, $11::uuid, $12, $13::integer, ${namesIn(ELEMENT, 'element.')}
    FROM thread, json_to_recordset($15::json) AS element (${ELEMENT})
    ON CONFLICT (thread_id, id) DO UPDATE SET
      (turn_id, fence, sequence, ${namesIn(ELEMENT)}) =
      (excluded.turn_id, excluded.fence, excluded.sequence, ${namesIn(ELEMENT, 'excluded.')})
    WHERE (stored.fence, stored.sequence) <= (excluded.fence, excluded.sequence)
  )
  SELECT id FROM thread`;

function namesIn(columns: string, prefix = ''): string {
  return columns
    .split(',')
    .map((column) => prefix + (column.trim().split(' ')[0] ?? ''))
    .join(', ');
}
