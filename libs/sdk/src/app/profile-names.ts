import { DomainError } from '#libs/platform';
import type { ChatProfile } from './chat-profile.js';

/** @throws DomainError `invalid_input` naming a name that two profiles have */
export function assertDistinctNames(profiles: readonly ChatProfile[]): void {
  const names = profiles.map(({ name }) => name);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined)
    throw new DomainError(
      'invalid_input',
      `Two profiles are called "${double}"; give one of them another name.`,
    );
}
