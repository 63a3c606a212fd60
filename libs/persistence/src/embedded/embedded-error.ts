import { DomainError } from '#libs/platform';

const WAY_OUT = 'Or set DATABASE_URL to a PostgreSQL 15+ of your own.';

/** The embedded database cannot be had, and what to do about it: one sentence on the cause, then the way out. */
export function noEmbeddedDatabase(sentence: string, cause?: unknown): DomainError {
  return new DomainError('unavailable', `${sentence} ${WAY_OUT}`, { cause });
}

/** Two processes must not use one database folder: each would end it under the other. */
export function folderInUse(folder: string): DomainError {
  return noEmbeddedDatabase(
    `Another Heddle uses the database in ${folder}: end it, or set HEDDLE_DATA to another folder.`,
  );
}

/** The embedded database cannot be kept in this folder. */
export function folderNotUsable(folder: string, cause: unknown): DomainError {
  const said = cause instanceof Error ? cause.message : String(cause);
  if (/ENOSPC|No space left on device|EDQUOT|quota/i.test(said)) {
    return noEmbeddedDatabase(
      `There is no room left for the embedded database in ${folder}: free about 100 MB, or set HEDDLE_DATA to another folder.`,
      cause,
    );
  }
  return noEmbeddedDatabase(
    `The embedded database cannot keep its data in ${folder} (${said.split('\n')[0]}): set HEDDLE_DATA to a folder that can be written.`,
    cause,
  );
}

/** Whether an error of the file system has this code. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
