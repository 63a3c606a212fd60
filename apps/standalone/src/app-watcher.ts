import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import type { Stoppable } from '#libs/platform';

/** Editors write a file in several steps; one change is told for all of them. */
const SETTLE_MS = 100;
const IGNORED = ['node_modules', '.heddle', '.git', 'dist'];

/** Calls back after each change of a source file in the folder of the chat app's file, one call at a time. */
export class AppWatcher implements Stoppable {
  private readonly watcher: FSWatcher;
  private timer: NodeJS.Timeout | undefined;
  private reloading: Promise<void> = Promise.resolve();

  constructor(file: string, onChange: () => Promise<void>) {
    this.watcher = watch(dirname(resolve(file)), { recursive: true }, (_event, name) => {
      if (!name || !/\.[cm]?[jt]s$/.test(name) || IGNORED.some((folder) => name.split(sep).includes(folder)))
        return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => (this.reloading = this.reloading.then(onChange)), SETTLE_MS);
    });
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.watcher.close();
    await this.reloading;
  }
}
