import { plainToInstance } from 'class-transformer';
import type { ValidationError } from 'class-validator';
import { validateSync } from 'class-validator';
import type { PayloadClass } from '#libs/contracts';
import { InvalidRecord } from './invalid-record.error.js';

/**
 * Builds and validates an instance from plain data. Fields nobody knows are kept: a newer sender may have added
 * them.
 *
 * @throws InvalidRecord naming the fields that are wrong
 */
export function readPayload<T extends object>(payload: PayloadClass<T>, plain: unknown): T {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain))
    throw new InvalidRecord(`${payload.name} must be an object.`);
  const instance = plainToInstance(payload, plain);
  const errors = validateSync(instance, {
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
  });
  if (errors.length > 0)
    throw new InvalidRecord(`${payload.name} is not valid: ${describe(errors).join('; ')}.`);
  return instance;
}

function describe(errors: readonly ValidationError[], parent = ''): string[] {
  return errors.flatMap((error) => {
    const path = parent ? `${parent}.${error.property}` : (error.property ?? '');
    const own = Object.values(error.constraints ?? {}).map((rule) => (parent ? `${parent}: ${rule}` : rule));
    return [...own, ...describe(error.children ?? [], path)];
  });
}
