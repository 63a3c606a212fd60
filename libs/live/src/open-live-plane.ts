import type { Clock } from '#libs/platform';
import { InProcessLivePlane } from './in-process/in-process-live-plane.js';
import type { LiveLogger } from './live-logger.js';
import type { LivePlane } from './live-plane.port.js';
import { RedisLivePlane } from './redis/redis-live-plane.js';

/** How the live plane is reached. */
export interface LivePlaneOptions {
  /** `redis[s]://[[user][:password]@]host[:port][/database]`. Absent: a live plane of this process alone. */
  readonly redisUrl?: string;
  readonly clock: Clock;
  readonly logger?: LiveLogger;
}

/**
 * The live plane that the options name. Call it once per process: in-process planes do not see each other.
 *
 * @throws DomainError `unavailable` when Redis does not answer within 30 s
 */
export function openLivePlane(options: LivePlaneOptions): Promise<LivePlane> {
  if (options.redisUrl !== undefined) return RedisLivePlane.connect({ ...options, url: options.redisUrl });
  return Promise.resolve(new InProcessLivePlane(options.clock, options.logger));
}
