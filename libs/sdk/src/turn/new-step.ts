import { validate as isUuid } from 'uuid';
import { firstNonJson } from '#libs/contracts';
import type { StepDto } from '#libs/contracts';
import { DomainError } from '#libs/platform';

/** Characters of a step's name; what is longer is cut. */
export const MAX_NAME_LENGTH = 255;
const MAX_LANGUAGE_LENGTH = 64;

/** What a step needs to be told; the turn knows the rest. */
export type NewStep = Pick<StepDto, 'type' | 'name'> & Partial<StepDto>;

/** What is not storable would be shown and then be missing in the history. @throws DomainError `invalid_input` */
export function assertStorable({ name, parentId, metadata, language }: NewStep): void {
  const offender = firstNonJson(metadata ?? {});
  if (offender) throw new DomainError('invalid_input', `"${name}": ${offender} of its metadata is not JSON`);
  if (parentId && !isUuid(parentId))
    throw new DomainError('invalid_input', `"${name}": its parentId must be the id of a step, a UUID`);
  if (language && language.length > MAX_LANGUAGE_LENGTH)
    throw new DomainError(
      'invalid_input',
      `"${name}": its language has more than ${MAX_LANGUAGE_LENGTH} characters`,
    );
}
