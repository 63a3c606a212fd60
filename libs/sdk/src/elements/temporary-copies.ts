import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder: Promise<string> | undefined;

/** A folder that goes, with all that is in it, when the process ends. */
export function temporaryFolder(): Promise<string> {
  folder ??= mkdtemp(join(tmpdir(), 'heddle-files-')).then((path) => {
    process.once('exit', () => rmSync(path, { recursive: true, force: true }));
    return path;
  });
  return folder;
}
