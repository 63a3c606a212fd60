/** Every error code that crosses a process or reaches a client. */
export const ERROR_CODES = [
  'invalid_input',
  'not_found',
  'unauthenticated',
  'forbidden',
  'conflict',
  'too_large',
  'unavailable',
  'timeout',
  'internal',
] as const;

/** A machine-readable error code; what a client may branch on. */
export type ErrorCode = (typeof ERROR_CODES)[number];
