import type { ValidationError } from 'class-validator';

/** A record that can never be handled, however often it is tried: it goes to the dead letters at once. */
export class InvalidRecord extends Error {
  override readonly name = 'InvalidRecord';

  /** @param errors what class-validator says about its data; empty where that is no instance at all */
  constructor(
    message: string,
    readonly errors: readonly ValidationError[] = [],
  ) {
    super(message);
  }
}
