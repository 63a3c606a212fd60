import type { DomainError } from '#libs/platform';

/** A command on its way. Exactly one of the callbacks is called, once. */
export interface RedisCommand {
  readonly args: readonly string[];
  /** Milliseconds since the epoch: when its caller stops waiting. */
  readonly expiresAt: number;
  readonly onReply: (reply: unknown) => void;
  readonly onError: (error: DomainError) => void;
  /** Written to the connection and not answered yet. */
  inFlight: boolean;
}
