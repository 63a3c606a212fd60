import { firstNonJson } from '#libs/contracts';
import type { JsonObject } from '#libs/contracts';
import { DomainError } from '#libs/platform';

/** Bytes of all values of a settings form at the most. */
const MAX_BYTES = 64_000;

/** @throws DomainError `invalid_input` or `too_large` with why these are no values of a form (wire protocol §4.1) */
export function parseClientSettings(sent: unknown): JsonObject {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent))
    throw new DomainError('invalid_input', 'The settings were not taken: they must be an object of values');
  const offender = firstNonJson(sent);
  if (offender)
    throw new DomainError('invalid_input', `The settings were not taken: ${offender} must be JSON`);
  if (Buffer.byteLength(JSON.stringify(sent)) > MAX_BYTES)
    throw new DomainError('too_large', 'The settings were not taken: they are larger than 64 KB');
  return sent as JsonObject;
}
