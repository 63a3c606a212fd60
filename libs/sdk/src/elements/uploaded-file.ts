import { createWriteStream } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { ElementDto } from '#libs/contracts';
import { fileKey } from '#libs/files';
import type { FileStore, StoredFile } from '#libs/files';
import { temporaryFolder } from './temporary-copies.js';

/** A file that the user sent. It can be read in any worker, as long as its conversation is kept. */
export class UploadedFile {
  /** As the user's device called it: a name, never a path to trust. */
  readonly name: string;
  /** Its MIME type, as the deployment accepted it. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  private copy: Promise<string> | undefined;

  /** @internal Made by `uploadedFiles`. */
  constructor(
    readonly id: string,
    about: StoredFile,
    private readonly open: () => Promise<Readable>,
  ) {
    this.name = about.name;
    this.type = about.type;
    this.size = about.size;
  }

  /** Its bytes. @throws DomainError `not_found` when it is gone */
  stream(): Promise<Readable> {
    return this.open();
  }

  /** All of it as text, in UTF-8. */
  async text(): Promise<string> {
    return text(await this.open());
  }

  /** The path of a copy on this machine, for what reads files only. The copy goes when the process ends. */
  path(): Promise<string> {
    this.copy ??= this.copied();
    // One that failed may be tried again.
    this.copy.catch(() => (this.copy = undefined));
    return this.copy;
  }

  private async copied(): Promise<string> {
    const folder = await mkdtemp(join(await temporaryFolder(), 'file-'));
    const path = join(folder, safeName(this.name));
    await pipeline(await this.open(), createWriteStream(path));
    return path;
  }
}

/** The files of a thread that have these ids, in their order. Ids of none are left out. */
export async function uploadedFiles(
  store: FileStore,
  threadId: string,
  ids: readonly string[],
): Promise<UploadedFile[]> {
  const files = await Promise.all(
    ids.map(async (id) => {
      const key = fileKey(threadId, id);
      const about = await store.describe(key);
      return about && new UploadedFile(id, about, () => store.read(key));
    }),
  );
  return files.filter((file) => file !== undefined);
}

/** What a page shows of an uploaded file: the element of that id, with the message it came with. */
export function elementOfFile(file: UploadedFile, threadId: string, forId: string): ElementDto {
  const type = elementTypeOf(file.type);
  return {
    id: file.id,
    threadId,
    forId,
    type,
    name: file.name.slice(0, 255),
    display: 'inline',
    chainlitKey: file.id,
    objectKey: file.id,
    mime: file.type,
    ...(type === 'image' ? { size: 'medium' as const } : {}),
  };
}

function elementTypeOf(mime: string): ElementDto['type'] {
  if (mime === 'application/pdf') return 'pdf';
  for (const type of ['image', 'audio', 'video'] as const) if (mime.startsWith(`${type}/`)) return type;
  return 'file';
}

/** A name that names a file in its folder and nothing else, whatever the user's device calls it. */
function safeName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/')).replaceAll(/[^\p{L}\p{N}._ ()-]/gu, '_');
  return /[^. ]/.test(plain) ? plain.slice(-100) : 'file';
}
