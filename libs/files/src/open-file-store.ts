import { fileURLToPath } from 'node:url';
import { DomainError } from '#libs/platform';
import type { FileStore } from './file-store.port.js';
import { FolderFileStore } from './folder-file-store.js';

/** Where files are kept. One of the two is named; if both are, `url` counts. */
export interface FileStoreOptions {
  /** `file:///absolute/path`: a folder that all processes of the deployment share. */
  readonly url?: string | undefined;
  /** A folder of this machine. It need not exist. */
  readonly folder?: string | undefined;
}

/**
 * The file store that the options name.
 *
 * @throws DomainError `invalid_input` for a URL of another kind, and when nothing is named
 */
export async function openFileStore({ url, folder }: FileStoreOptions): Promise<FileStore> {
  const path = url === undefined ? folder : pathOf(url);
  if (!path)
    throw new DomainError('invalid_input', 'No place for files is named; set FILES_URL to file:///a/folder.');
  const store = new FolderFileStore(path);
  await store.sweep();
  return store;
}

function pathOf(url: string): string {
  try {
    const parsed = new URL(url);
    if (parsed.protocol === 'file:' && parsed.pathname !== '/') return fileURLToPath(parsed);
  } catch {
    // Said below, whatever is wrong with it.
  }
  throw new DomainError(
    'invalid_input',
    `Files cannot be kept at "${withoutSecrets(url)}"; FILES_URL is file:///a/folder, an absolute path that every process reaches.`,
  );
}

/** Addresses of other kinds of stores carry keys in front of their host, or in their query. */
function withoutSecrets(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//…@').replace(/\?.*$/, '?…');
}
