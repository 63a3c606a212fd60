import { DomainError } from '#libs/platform';

/** Thrown by a handler that could not do its work now but will be able to: its record is tried again, in order. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
}

/** Whether trying again later may help: the error says so, or a dependency was away or too slow. */
export function isTransient(error: unknown): boolean {
  if (error instanceof RetryLater) return true;
  return error instanceof DomainError && (error.code === 'unavailable' || error.code === 'timeout');
}
