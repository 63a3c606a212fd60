// Whether the history has what was acknowledged: all of it, once, in order.
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
/** Reading a thread costs the server, so the longer it takes, the less often it is read. */
const FIRST_PAUSE_MS = 5;
const PAUSE_GROWTH = 1.4;
const LONGEST_PAUSE_MS = 500;

/**
 * Waits until the history has every acknowledged turn.
 *
 * @param last the client whose turn was the last to end
 * @returns how long the last turn took to be stored (ms, from now), all of them, and what is wrong
 */
export async function checkHistory(clients, last, answerTo) {
  const since = performance.now();
  const took = () => performance.now() - since;
  await storedOf(last);
  const lag = took();
  const threads = [];
  for (const client of clients) threads.push(await storedOf(client));
  const complete = took();
  const found = { turns: 0, lost: 0, doubled: 0, disordered: 0 };
  for (const [index, client] of clients.entries()) compare(client, threads[index], answerTo, found);
  return { lag, complete, ...found };
}

/** The client's thread, as soon as its last run is in it, or as it is when patience ends. */
async function storedOf(client) {
  const lastId = client.acknowledged.at(-1)?.id;
  const until = performance.now() + PATIENCE_MS;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * PAUSE_GROWTH, LONGEST_PAUSE_MS)) {
    const thread = await client.storedThread();
    const run = thread?.steps.findLast(({ type, parentId }) => type === 'run' && parentId === lastId);
    if (run?.end || performance.now() > until) return thread;
    await pause(wait);
  }
}

function compare({ acknowledged }, thread, answerTo, found) {
  const steps = thread?.steps ?? [];
  const places = new Map(steps.map(({ id }, place) => [id, place]));
  const children = new Map();
  for (const step of steps) children.set(step.parentId, [...(children.get(step.parentId) ?? []), step]);
  let before = -1;
  for (const { id, text } of acknowledged) {
    const place = places.get(id);
    const runs = children.get(id) ?? [];
    const answers = runs.flatMap((run) => children.get(run.id) ?? []);
    found.turns += 1;
    if (place === undefined || !runs[0]?.end || answers[0]?.output !== answerTo(text)) found.lost += 1;
    if (runs.length > 1 || answers.length > 1) found.doubled += 1;
    if (place < before) found.disordered += 1;
    before = place ?? before;
  }
}
