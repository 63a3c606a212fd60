import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CellStore } from '#libs/conversation';
import { FolderFileStore } from '#libs/files';
import type { LivePlane } from '#libs/live';
import { UserEnvVault } from '#libs/live';
import { systemRandom } from '#libs/platform';
import type { WorkerStores } from '#libs/sdk';

/** Stores of workers under test: files in a folder of their own, users' keys under a key that nobody else has. */
export function workerStores(cells: CellStore, live: LivePlane): WorkerStores {
  return {
    cells,
    files: new FolderFileStore(mkdtempSync(join(tmpdir(), 'heddle-files-'))),
    userEnv: new UserEnvVault(live, systemRandom.bytes(32)),
  };
}
