import { AsyncLocalStorage } from 'node:async_hooks';
import type { Turn } from '../turn/turn.js';

// One storage per process is what lets a step find the step it runs in.
const storage = new AsyncLocalStorage<{ readonly turn: Turn; readonly stepId: string }>();

/** Runs work, and all that it starts, inside a step. */
export function runInStep<T>(turn: Turn, stepId: string, work: () => T): T {
  return storage.run({ turn, stepId }, work);
}

/** Where a new step of the turn hangs: under the step that runs, else where the turn's messages do. */
export function currentParent(turn: Turn): string | null {
  const scope = storage.getStore();
  return scope?.turn === turn ? scope.stepId : turn.parentId;
}
