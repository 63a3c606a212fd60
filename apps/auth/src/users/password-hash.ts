import { hash, verify } from '@node-rs/argon2';
import { DomainError } from '#libs/platform';

/** The library's default is argon2id with 19 MiB, two passes, one lane: what OWASP asks for at least. */
const LONGEST_BYTES = 256;
const SHORTEST = 8;

/** @throws DomainError `invalid_input` for a password too short or too long to be one */
export function hashPassword(password: string): Promise<string> {
  if (password.length < SHORTEST || Buffer.byteLength(password) > LONGEST_BYTES) {
    throw new DomainError(
      'invalid_input',
      `A password has at least ${SHORTEST} characters and at most ${LONGEST_BYTES} bytes.`,
    );
  }
  return hash(password);
}

export async function passwordMatches(passwordHash: string, password: string): Promise<boolean> {
  return Buffer.byteLength(password) <= LONGEST_BYTES && (await verify(passwordHash, password));
}
