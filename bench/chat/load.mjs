// Clients that speak without a pause.
import { setTimeout as pause } from 'node:timers/promises';

/** A turn that takes longer than this never ends. */
const STUCK_MS = 30_000;

/**
 * Every client sends a message, waits for its turn to end and sends the next, for `warmUpMs` and then `ms`. What
 * ends in those `ms` counts. Resolves once the last turn has ended.
 *
 * @param options.measure called at the beginning and the end of what counts
 */
export async function speak(clients, { text, warmUpMs, ms, measure }) {
  const turns = [];
  let counting = false;
  let going = true;
  let last;
  const loops = clients.map(async (client) => {
    while (going) {
      const turn = await client.turn(text);
      last = client;
      if (counting) turns.push(turn);
    }
  });
  const all = Promise.all(loops);
  const window = (async () => {
    await pause(warmUpMs);
    const before = measure();
    const since = performance.now();
    counting = true;
    await pause(ms);
    counting = false;
    const seconds = (performance.now() - since) / 1000;
    going = false;
    return { before, after: measure(), seconds };
  })();
  const measured = await Promise.race([window, all.then(() => window)]);
  await Promise.race([all, pause(STUCK_MS, undefined, { ref: false }).then(stuck)]);
  return { ...measured, turns, last };
}

function stuck() {
  throw new Error(`A turn has not ended after ${STUCK_MS / 1000} s.`);
}
