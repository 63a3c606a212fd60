import { v4, v5, v7 } from 'uuid';
import type { Clock } from './clock.js';
import type { Random } from './random.js';

/** Where ids come from. */
export interface Ids {
  /** A UUIDv7: new, and later ones sort later. */
  next(): string;
  /** A UUIDv4: new, and tells nothing about when. For what must not be guessed. */
  secret(): string;
}

/** Ids drawn from the given time and chance. */
export function createIds(clock: Clock, random: Random): Ids {
  let msecs = -Infinity;
  let seq = 0;
  return {
    next: () => {
      const bytes = random.bytes(16);
      const now = clock.now();
      if (now > msecs) {
        msecs = now;
        seq = startOfSequence(bytes);
      } else seq += 1;
      return v7({ msecs, seq, random: bytes });
    },
    secret: () => v4({ random: random.bytes(16) }),
  };
}

/** Somewhere in the lower half of what a UUIDv7 has for the ids of one millisecond: two billion may follow. */
function startOfSequence(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(6) & 0x7fffffff;
}

/**
 * The UUIDv5 of a name under a UUID: the same cause always gives the same id, so that doing something again
 * overwrites instead of doubling.
 */
export function deriveId(cause: string, name: string | number): string {
  return v5(String(name), cause);
}
