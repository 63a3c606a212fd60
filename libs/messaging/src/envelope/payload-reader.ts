import type { ValidationError } from 'class-validator';
import { validateSync } from 'class-validator';
import type { PayloadClass } from '#libs/contracts';
import { InstanceBuilder } from '#libs/platform';
import { InvalidRecord } from './invalid-record.error.js';
import { ValidityCheck } from './validity-check.js';

/** Builds and validates the data that records carry. */
export class PayloadReader {
  private readonly builder = new InstanceBuilder();
  private readonly check = new ValidityCheck();

  /**
   * An instance of the class from plain data. Fields nobody knows are kept: a newer sender may have added them. What is
   * free JSON is the very value that was given: nothing of it is lost, whatever its keys.
   *
   * @throws InvalidRecord naming the fields that are wrong
   */
  read<T extends object>(payload: PayloadClass<T>, plain: unknown): T {
    if (typeof plain !== 'object' || plain === null || Array.isArray(plain))
      throw new InvalidRecord(`${payload.name} must be an object.`);
    const instance = this.build(payload, plain);
    if (this.check.isSurelyValid(instance)) return instance;
    const errors = validateSync(instance, { validationError: { target: false, value: false } });
    if (errors.length === 0) return instance;
    throw new InvalidRecord(`${payload.name} is not valid: ${describe(errors).join('; ')}.`, errors);
  }

  private build<T extends object>(payload: PayloadClass<T>, plain: object): T {
    try {
      return this.builder.build(payload, plain);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new InvalidRecord(`${payload.name} is not valid: ${error.message}.`);
    }
  }
}

function describe(errors: readonly ValidationError[], parent = ''): string[] {
  return errors.flatMap((error) => {
    const path = parent ? `${parent}.${error.property}` : (error.property ?? '');
    const own = Object.values(error.constraints ?? {}).map((rule) => (parent ? `${parent}: ${rule}` : rule));
    return [...own, ...describe(error.children ?? [], path)];
  });
}
