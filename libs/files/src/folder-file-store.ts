import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { DomainError } from '#libs/platform';
import { readHeader, writeHeader } from './file-header.js';
import { assertFileKey } from './file-key.js';
import type { ByteRange, FileContent, FileStore, StoredFile } from './file-store.port.js';

/** Where files are written before they are whole, beside the threads' folders: a rename takes them to their place. */
const INCOMING = '.incoming';

/** Whoever wrote to a file in `INCOMING` that has not changed for so long is dead. */
const ABANDONED_MS = 24 * 3_600_000;

/**
 * Files in a folder, which every process of a deployment may share: a folder per thread, a file each, its name and
 * type in front of its content, so that both come to be, change and go in one rename. Folders are made when they are
 * needed.
 */
export class FolderFileStore implements FileStore {
  constructor(private readonly folder: string) {}

  async put(
    key: string,
    content: FileContent,
    about: { readonly name: string; readonly type: string },
    limits: { readonly maxBytes?: number } = {},
  ): Promise<StoredFile> {
    const place = this.placeOf(key);
    const aside = join(this.folder, INCOMING, randomUUID());
    const file = await reach(() => create(aside));
    try {
      await reach(() => writeHeader(file, about));
      const size = await writeContent(file, content, limits.maxBytes ?? Infinity);
      await reach(() => file.sync());
      await file.close();
      await reach(() => mkdir(dirname(place), { recursive: true }).then(() => rename(aside, place)));
      return { name: about.name, type: about.type, size };
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(aside, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async describe(key: string): Promise<StoredFile | undefined> {
    const file = await this.open(key);
    if (!file) return undefined;
    try {
      return (await reach(() => readHeader(file))).about;
    } finally {
      await file.close();
    }
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    if (range) assertRange(range);
    const file = await this.open(key);
    if (!file) throw new DomainError('not_found', 'There is no such file.');
    try {
      const { about, contentFrom } = await reach(() => readHeader(file));
      const first = range?.start ?? 0;
      const last = Math.min(range?.end ?? Infinity, about.size - 1);
      if (first <= last)
        return file.createReadStream({ start: contentFrom + first, end: contentFrom + last });
    } catch (error) {
      await file.close();
      throw error;
    }
    await file.close();
    return Readable.from([]);
  }

  async remove(key: string): Promise<void> {
    const place = this.placeOf(key);
    await reach(() => rm(place, { force: true }));
  }

  /** Removes what processes that died left unfinished. */
  async sweep(): Promise<void> {
    const folder = join(this.folder, INCOMING);
    const names = await readdir(folder).catch(() => []);
    for (const name of names) {
      const path = join(folder, name);
      const changed = await stat(path).catch(() => undefined);
      if (changed && Date.now() - changed.mtimeMs > ABANDONED_MS)
        await reach(() => rm(path, { force: true }));
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private open(key: string): Promise<FileHandle | undefined> {
    const place = this.placeOf(key);
    return reach(() =>
      open(place, 'r').catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw error;
      }),
    );
  }

  private placeOf(key: string): string {
    assertFileKey(key);
    return join(this.folder, ...key.split('/'));
  }
}

async function create(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  return open(path, 'wx');
}

/** Its size in bytes. What the content's source throws is thrown on as it is: the store is not to blame. */
async function writeContent(file: FileHandle, content: FileContent, maxBytes: number): Promise<number> {
  const chunks = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
  let size = 0;
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.byteLength;
    if (size > maxBytes)
      throw new DomainError(
        'too_large',
        `The file is larger than ${maxBytes} bytes; at most that many are taken.`,
      );
    await reach(() => file.appendFile(bytes));
  }
  return size;
}

function assertRange({ start, end }: ByteRange): void {
  if (Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && end >= start) return;
  throw new DomainError(
    'invalid_input',
    `Bytes ${start} to ${end} are no range; name the first and the last byte, counted from 0.`,
  );
}

async function reach<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    throw new DomainError(
      'unavailable',
      `The file store cannot be read or written (${codeOf(error)}); check its folder.`,
      { cause: error },
    );
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && !(error instanceof DomainError)
    ? String(error.code)
    : undefined;
}
