import type { ErrorCode } from '#libs/contracts';
import { ERROR_CODES } from '#libs/contracts';
import { DomainError } from '#libs/platform';

/** What comes back on the asking instance's channel, as JSON: the answer, or why there is none. */
export interface Reply {
  /** The question's id. */
  readonly id: string;
  readonly data?: unknown;
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}

/** Reads a reply; undefined when it is none. */
export function parseReply(message: string): Reply | undefined {
  let reply: unknown;
  try {
    reply = JSON.parse(message);
  } catch {
    return undefined;
  }
  if (typeof reply !== 'object' || reply === null) return undefined;
  return typeof (reply as Reply).id === 'string' ? (reply as Reply) : undefined;
}

/** An error as it crosses to the one who asked. What is no DomainError stays here: it may tell secrets. */
export function describeError(error: unknown, requestName: string): NonNullable<Reply['error']> {
  if (error instanceof DomainError) return { code: error.code, message: error.message };
  return { code: 'internal', message: `The request ${requestName} failed.` };
}

/** The error that crossed, as an error again. */
export function restoreError(error: NonNullable<Reply['error']>): DomainError {
  const known = (ERROR_CODES as readonly unknown[]).includes(error.code);
  return new DomainError(known ? error.code : 'internal', String(error.message));
}
