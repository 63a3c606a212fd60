import { AsyncLocalStorage } from 'node:async_hooks';
import { OutsideTurnError } from './turn-errors.js';
import type { Turn } from './turn.js';

// One storage per process is what lets free functions find the turn they run in.
const storage = new AsyncLocalStorage<Turn>();

/** Runs a function, and all that it starts, inside a turn. */
export function runInTurn<T>(turn: Turn, run: () => T): T {
  return storage.run(turn, run);
}

/** @throws OutsideTurnError naming `what` was called */
export function currentTurn(what: string): Turn {
  const turn = storage.getStore();
  if (!turn) throw new OutsideTurnError(what);
  return turn;
}
