import { basename, dirname, resolve } from 'node:path';
import { watch } from 'chokidar';
import type { FSWatcher } from 'chokidar';
import type { Stoppable } from '#libs/platform';

/** Editors write a file in several steps; one change is told for all of them. */
const SETTLE_MS = 100;
const IGNORED = new Set(['node_modules', '.heddle', '.git', 'dist']);

/** Calls back after each change of a source file in the folder of the chat app's file, one call at a time. */
export class AppWatcher implements Stoppable {
  private readonly watcher: FSWatcher;
  private timer: NodeJS.Timeout | undefined;
  private reloading: Promise<void> = Promise.resolve();

  constructor(file: string, onChange: () => Promise<void>) {
    const folder = dirname(resolve(file));
    const ignored = (path: string): boolean => path !== folder && IGNORED.has(basename(path));
    this.watcher = watch(folder, { ignored, ignoreInitial: true });
    this.watcher.on('all', (_event, path) => {
      if (!/\.[cm]?[jt]s$/.test(path)) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        this.reloading = this.reloading.then(onChange);
      }, SETTLE_MS);
    });
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.watcher.close();
    await this.reloading;
  }
}
