import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './root.mjs';

/** The files below a folder of the repository, as paths from its root, sorted. */
export function filesIn(folder) {
  if (!existsSync(inRoot(folder))) return [];
  return readdirSync(inRoot(folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (!entry.isDirectory()) return [path];
      return entry.name === 'node_modules' ? [] : filesIn(path);
    })
    .sort();
}

/** The sources of the server: apps (without the page) and libraries. */
export const serverSources = () =>
  [...filesIn('apps'), ...filesIn('libs')].filter((path) => !path.startsWith('apps/web/'));

/** One word for the content of these files: it changes when any of them does. */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths)
    hash
      .update(`${path}\0`)
      .update(readFileSync(inRoot(path)))
      .update('\0');
  return hash.digest('hex');
}

/** Whether tsc makes a module of this file. */
export const isCode = (path) => /\.[cm]?tsx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path);

/** Where tsc puts what it makes of a source file. */
export const compiled = (path) => join('dist', path.replace(/tsx?$/, 'js'));
