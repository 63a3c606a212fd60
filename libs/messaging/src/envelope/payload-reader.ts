import { plainToInstance } from 'class-transformer';
import type { ValidationError } from 'class-validator';
import { validateSync } from 'class-validator';
import type { PayloadClass } from '#libs/contracts';
import { InvalidRecord } from './invalid-record.error.js';
import { ValidityCheck } from './validity-check.js';

/** Builds and validates the data that records carry. */
export class PayloadReader {
  private readonly check = new ValidityCheck();

  /**
   * An instance of the class from plain data. Fields nobody knows are kept: a newer sender may have added them.
   *
   * @throws InvalidRecord naming the fields that are wrong
   */
  read<T extends object>(payload: PayloadClass<T>, plain: unknown): T {
    if (typeof plain !== 'object' || plain === null || Array.isArray(plain))
      throw new InvalidRecord(`${payload.name} must be an object.`);
    const instance = build(payload, plain);
    if (this.check.isSurelyValid(instance)) return instance;
    const errors = validateSync(instance, { validationError: { target: false, value: false } });
    if (errors.length === 0) return instance;
    throw new InvalidRecord(`${payload.name} is not valid: ${describe(errors).join('; ')}.`);
  }
}

/** class-transformer stumbles over a list whose items are told apart by a property and that holds no objects. */
function build<T extends object>(payload: PayloadClass<T>, plain: object): T {
  try {
    return plainToInstance(payload, plain);
  } catch (error) {
    throw new InvalidRecord(`${payload.name} is not valid: ${String(error)}.`);
  }
}

function describe(errors: readonly ValidationError[], parent = ''): string[] {
  return errors.flatMap((error) => {
    const path = parent ? `${parent}.${error.property}` : (error.property ?? '');
    const own = Object.values(error.constraints ?? {}).map((rule) => (parent ? `${parent}: ${rule}` : rule));
    return [...own, ...describe(error.children ?? [], path)];
  });
}
