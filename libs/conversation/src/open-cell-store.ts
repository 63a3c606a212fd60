import type { Clock } from '#libs/platform';
import type { CellStore } from './cell-store.port.js';
import { InProcessCellStore } from './in-process/in-process-cell-store.js';

/** How cells are reached. */
export interface CellStoreOptions {
  /** `redis[s]://[[user][:password]@]host[:port][/database]`. Absent: the cells of this process alone. */
  readonly redisUrl?: string;
  readonly clock: Clock;
}

/** The cell store that the options name. */
export function openCellStore(options: CellStoreOptions): Promise<CellStore> {
  return Promise.resolve(new InProcessCellStore(options.clock));
}
