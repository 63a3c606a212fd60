import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { FolderFileStore } from '#libs/files';
import type { ByteRange, FileContent, FileStore, StoredFile } from '#libs/files';

/** Files in a folder of its own, which is made with the first file and removed at the end. */
export class TemporaryFileStore implements FileStore {
  private folder: Promise<string> | undefined;

  async put(
    key: string,
    content: FileContent,
    about: { readonly name: string; readonly type: string },
    limits?: { readonly maxBytes?: number },
  ): Promise<StoredFile> {
    return (await this.store()).put(key, content, about, limits);
  }

  async describe(key: string): Promise<StoredFile | undefined> {
    return (await this.store()).describe(key);
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    return (await this.store()).read(key, range);
  }

  async remove(key: string): Promise<void> {
    await (await this.store()).remove(key);
  }

  async close(): Promise<void> {
    if (this.folder) await rm(await this.folder, { recursive: true, force: true });
    this.folder = undefined;
  }

  private async store(): Promise<FileStore> {
    this.folder ??= mkdtemp(join(tmpdir(), 'heddle-test-'));
    return new FolderFileStore(await this.folder);
  }
}
