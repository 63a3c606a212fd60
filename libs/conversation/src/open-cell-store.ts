import type { LiveLogger } from '#libs/live';
import type { Clock } from '#libs/platform';
import type { CellStore } from './cell-store.port.js';
import { InProcessCellStore } from './in-process/in-process-cell-store.js';
import { RedisCellStore } from './redis/redis-cell-store.js';

/** How cells are reached. */
export interface CellStoreOptions {
  /** `redis[s]://[[user][:password]@]host[:port][/database]`. Absent: the cells of this process alone. */
  readonly redisUrl?: string;
  readonly clock: Clock;
  readonly logger?: LiveLogger;
}

/**
 * The cell store that the options name. Call it once per process: in-process stores do not see each other.
 *
 * @throws DomainError `unavailable` when Redis does not answer within 30 s
 */
export function openCellStore(options: CellStoreOptions): Promise<CellStore> {
  if (options.redisUrl !== undefined) return RedisCellStore.connect({ ...options, url: options.redisUrl });
  return Promise.resolve(new InProcessCellStore(options.clock));
}
