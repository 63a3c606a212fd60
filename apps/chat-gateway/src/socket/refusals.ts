import type { ErrorCode } from '#libs/contracts';

/** What a refused client reads as the CONNECT_ERROR's message (wire protocol §3.2, §3.3). */
export const AUTHENTICATION_FAILED = 'authentication failed';
export const AUTHORIZATION_FAILED = 'authorization failed';

/** Ends a handshake for good: the client does not try again by itself. */
export class HandshakeRefused extends Error {
  /** Arrives as the CONNECT_ERROR's `data`. */
  readonly data: { readonly code: ErrorCode };

  constructor(message: string, code: ErrorCode) {
    super(message);
    this.data = { code };
  }
}

/** Ends a handshake for now: the transport is closed, and clients come back by themselves. */
export class TryAgainLater extends Error {}
