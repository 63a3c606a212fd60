// What the build has made; the scripts themselves are plain JavaScript and run before it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPOSITORY } from './layout.mjs';

/** The path of a built file. */
export function built(...path) {
  const file = join(REPOSITORY, 'dist', ...path);
  if (!existsSync(file)) throw new Error(`dist/${path.join('/')} is missing: run \`npm run build\` first.`);
  return file;
}

/** A built module. */
export async function importBuilt(...path) {
  await import('reflect-metadata');
  return import(pathToFileURL(built(...path)).href);
}
