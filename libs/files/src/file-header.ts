import type { FileHandle } from 'node:fs/promises';
import { DomainError } from '#libs/platform';
import type { StoredFile } from './file-store.port.js';

const LENGTH_BYTES = 4;
const MAX_LENGTH = 64 * 1024;

/**
 * Writes what is to be known of a file in front of its content: the length of the JSON that follows, in four bytes,
 * big-endian, then the JSON.
 *
 * @throws DomainError `invalid_input` for a name or a type that no file has
 */
export async function writeHeader(
  file: FileHandle,
  { name, type }: { readonly name: string; readonly type: string },
): Promise<void> {
  const json = Buffer.from(JSON.stringify({ name, type }));
  if (json.length > MAX_LENGTH)
    throw new DomainError('invalid_input', 'The name of the file is too long; shorten it.');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(json.length);
  await file.appendFile(Buffer.concat([length, json]));
}

/** What is known of a file, and where its content begins. @throws DomainError `internal` for what `writeHeader` did not write */
export async function readHeader(
  file: FileHandle,
): Promise<{ readonly about: StoredFile; readonly contentFrom: number }> {
  const { size } = await file.stat();
  const start = await readBytes(file, 0, LENGTH_BYTES);
  const length = start.length === LENGTH_BYTES ? start.readUInt32BE() : Infinity;
  const contentFrom = LENGTH_BYTES + length;
  if (length > MAX_LENGTH || contentFrom > size) throw foreign();
  const json = await readBytes(file, LENGTH_BYTES, length);
  try {
    const { name, type } = JSON.parse(json.toString()) as { name: string; type: string };
    return { about: { name, type, size: size - contentFrom }, contentFrom };
  } catch (error) {
    throw foreign(error);
  }
}

async function readBytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function foreign(cause?: unknown): DomainError {
  return new DomainError('internal', 'The file was not written by a file store; remove it from the folder.', {
    cause,
  });
}
