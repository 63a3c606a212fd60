import type { JsonObject } from '#libs/contracts';

/** Who signed in. */
export interface User {
  readonly id: string;
  readonly identifier: string;
  readonly displayName?: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly metadata: JsonObject;
}
