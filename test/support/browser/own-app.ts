import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { newFolder, removeFolders, StandaloneProcess } from '../../medium/standalone/standalone-process.js';

const APPS = join(import.meta.dirname, '../../browser/apps');

/** A standalone of the file's own, with a chat app of `test/browser/apps`. The address is there once tests run. */
export function ownApp(file: string): { readonly url: string } {
  let standalone: StandaloneProcess;

  beforeAll(async () => {
    standalone = await StandaloneProcess.serving({
      HEDDLE_APP: join(APPS, file),
      HEDDLE_DATA: newFolder(),
    });
  });

  afterAll(async () => {
    await standalone.end('SIGTERM');
    removeFolders();
  });

  return {
    get url(): string {
      return standalone.url;
    },
  };
}
