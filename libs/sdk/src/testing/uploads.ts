import { acceptedFilesInWords, DEFAULT_MAX_SIZE_MB, isAcceptedFile } from '#libs/contracts';
import type { AskSpecDto, FileUploadDto } from '#libs/contracts';
import { fileKey } from '#libs/files';
import type { FileStore } from '#libs/files';
import { DomainError } from '#libs/platform';

const MIB = 1024 * 1024;

/** A file that a user of a test sends. */
export interface TestFile {
  readonly name: string;
  /** Its MIME type; `text/plain` unless given. */
  readonly type?: string;
  readonly content: string | Uint8Array;
}

/** A file of a test that was uploaded. */
export interface TestUpload {
  readonly id: string;
  readonly name: string;
  /** Its MIME type. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

type Rules = Pick<AskSpecDto | FileUploadDto, 'accept' | 'maxFiles' | 'maxSizeMb'>;

/**
 * Stores files as the deployment does, if it would take them: their number, sizes, types and extensions. Whether a
 * file is what its type says is not looked into.
 *
 * @throws DomainError `invalid_input` naming the file and what is wrong with it
 */
export async function storeFiles(
  store: FileStore,
  threadId: string,
  files: readonly TestFile[],
  rules: Rules,
): Promise<TestUpload[]> {
  const { maxFiles = Infinity } = rules;
  if (files.length > maxFiles) throw refused(`${files.length} files are too many: ${maxFiles} at the most`);
  for (const file of files) assertTaken(file, rules);
  return Promise.all(
    files.map(async ({ name, type = 'text/plain', content }) => {
      const id = crypto.randomUUID();
      return { id, ...(await store.put(fileKey(threadId, id), content, { name, type })) };
    }),
  );
}

function assertTaken({ name, type = 'text/plain', content }: TestFile, rules: Rules): void {
  const { accept, maxSizeMb = DEFAULT_MAX_SIZE_MB } = rules;
  if (Buffer.byteLength(content) > maxSizeMb * MIB) throw refused(`"${name}" is larger than ${maxSizeMb} MB`);
  if (!isAcceptedFile(accept, name, [type]))
    throw refused(`"${name}" is ${type}; allowed are ${acceptedFilesInWords(accept)}`);
}

function refused(reason: string): DomainError {
  return new DomainError('invalid_input', `The files were not taken: ${reason}.`);
}
