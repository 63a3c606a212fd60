import type { Clock } from '#libs/platform';
import { DomainError } from '#libs/platform';
import { createClient, ErrorReply } from 'redis';

const MAX_RECONNECT_DELAY_MS = 1_000;
const CONNECT_TIMEOUT_MS = 4_000;

/** The library's client, set up so that it neither keeps nor repeats commands itself: `RedisConnection` does, in order. */
export type RedisClient = ReturnType<typeof createRedisClient>;

export function createRedisClient(url: string, clock: Clock) {
  return createClient({
    url,
    RESP: 3,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    // The library's default is a timer per command; deadlines are kept by `RedisConnection`, with one for all.
    commandOptions: { timeout: undefined },
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      // The clock's last digits spread the reconnects of many processes.
      reconnectStrategy: (retries) =>
        Math.min(25 * 2 ** retries, MAX_RECONNECT_DELAY_MS) + (clock.now() % 50),
    },
  });
}

/** What a failed command means: `refused` for good, `unprepared` (its script is not there), `retry`, or the connection is `lost`. */
export function classifyFailure(error: unknown): 'refused' | 'unprepared' | 'retry' | 'lost' {
  if (error instanceof TypeError) return 'refused';
  if (!(error instanceof ErrorReply)) return 'lost';
  if (error.message.startsWith('NOSCRIPT')) return 'unprepared';
  return /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY) /.test(error.message)
    ? 'retry'
    : 'refused';
}

/** What the caller of a refused command is told. */
export function refusal(error: unknown): DomainError {
  const full = error instanceof ErrorReply && /^(OOM|MISCONF|NOREPLICAS) /.test(error.message);
  return full
    ? new DomainError('unavailable', 'The live store cannot take anything in; try again later.', {
        cause: error,
      })
    : new DomainError('internal', 'The live store refused a command.', { cause: error });
}
