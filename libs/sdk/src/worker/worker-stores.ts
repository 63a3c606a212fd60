import type { CellStore } from '#libs/conversation';
import type { FileStore } from '#libs/files';
import type { UserEnvVault } from '#libs/live';

/**
 * Where a worker keeps what must outlive it. They stay the caller's to close.
 *
 * @internal
 */
export interface WorkerStores {
  readonly cells: CellStore;
  readonly files: FileStore;
  /** The keys that users supply. */
  readonly userEnv: UserEnvVault;
}
