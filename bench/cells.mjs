// Conversation cells in one worker: the room they take, reading a value, and making a turn's writes durable.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { inRoot } from '../scripts/setup/root.mjs';

const WORKER = inRoot('bench', 'cells', 'worker.mjs');

/** `rounds` times, each in a new process. With Redis, the address of one in `redisUrl`, commits to it too. */
export async function measureCells({ redisUrl }, { rounds, say }) {
  const measured = [];
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`);
    measured.push({ load: loadavg()[0], ...(await measureOnce(redisUrl)) });
  }
  return { rounds: measured };
}

async function measureOnce(redisUrl) {
  const child = fork(WORKER, redisUrl ? [redisUrl] : [], { execArgv: ['--expose-gc'] });
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`The process with the cells ended before it had measured, with ${code}.`);
  });
  const [figures] = await Promise.race([once(child, 'message'), exited]);
  exited.catch(() => {});
  child.disconnect();
  return figures;
}
