import type { ErrorCode } from '#libs/contracts';

/** An error that its receiver can act upon. What is thrown inside; the edges turn it into their own words. */
export class DomainError extends Error {
  override readonly name: string = 'DomainError';

  /**
   * @param code what a client may branch on
   * @param message one sentence a client may read: what is wrong and what to do. Never a secret.
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
