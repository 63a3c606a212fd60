import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CellStore } from '#libs/conversation';
import { FolderFileStore } from '#libs/files';
import type { LivePlane } from '#libs/live';
import { UserEnvVault } from '#libs/live';
import { systemRandom } from '#libs/platform';
import type { WorkerStores } from '#libs/sdk';

/** A folder that goes with its store. */
class PassingFileStore extends FolderFileStore {
  constructor(private readonly at: string) {
    super(at);
  }

  override async close(): Promise<void> {
    await super.close();
    await rm(this.at, { recursive: true, force: true });
  }
}

/** Stores of workers under test, users' keys under a key that nobody else has. The files go when they are closed. */
export function workerStores(cells: CellStore, live: LivePlane): WorkerStores {
  return {
    cells,
    files: new PassingFileStore(mkdtempSync(join(tmpdir(), 'heddle-worker-files-'))),
    userEnv: new UserEnvVault(live, systemRandom.bytes(32)),
  };
}
