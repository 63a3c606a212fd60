import { DomainError } from '#libs/platform';

/** Each of a user's roles is in every access token, which has to fit into cookies. */
const MOST = 50;
const LONGEST = 100;

/**
 * Roles or groups as they are kept: each once, in the order given.
 *
 * @throws DomainError `invalid_input` for names that cannot be any, or too many
 */
export function namesOf(what: 'role' | 'group', given: readonly string[]): string[] {
  const names = [...new Set(given.map((name) => name.trim()))];
  const bad = names.find((name) => name.length > LONGEST || !/^[^\s\p{C},][^\p{C},]*$/u.test(name));
  if (bad !== undefined)
    throw new DomainError(
      'invalid_input',
      `"${bad}" cannot be the name of a ${what}: it has 1 to ${LONGEST} characters and no comma.`,
    );
  if (names.length > MOST)
    throw new DomainError(
      'invalid_input',
      `A user has at most ${MOST} ${what}s; ${names.length} were given.`,
    );
  return names;
}
