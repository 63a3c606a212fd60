import { validate as isUuid } from 'uuid';
import { DomainError } from '#libs/platform';

/**
 * The key of a thread's file. Who may read the thread may read it.
 *
 * @throws DomainError `invalid_input` for an id that is not a UUID: keys never name anything outside the store
 */
export function fileKey(threadId: string, fileId: string): string {
  for (const id of [threadId, fileId])
    if (!isUuid(id)) throw new DomainError('invalid_input', `"${id}" is not the id of a file.`);
  return `${threadId}/${fileId}`;
}

/** @throws DomainError `invalid_input` for what `fileKey` does not give */
export function assertFileKey(key: string): void {
  const ids = key.split('/');
  if (ids.length !== 2 || !ids.every((id) => isUuid(id)))
    throw new DomainError('invalid_input', `"${key}" is not the key of a file; fileKey makes them.`);
}
