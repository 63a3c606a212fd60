import { randomFillSync } from 'node:crypto';

/** Chance as the engine sees it, so that a simulation can seed it. */
export interface Random {
  /** Uniform in [0, 1). For jitter and choice, never for secrets. */
  next(): number;
  /** `count` bytes, fit for ids and secrets. */
  bytes(count: number): Uint8Array;
}

/** The machine's own chance. */
export const systemRandom: Random = {
  next: () => Math.random(),
  bytes: (count) => randomFillSync(new Uint8Array(count)),
};
