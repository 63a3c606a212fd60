/** A record that can never be handled, however often it is tried: it goes to the dead letters at once. */
export class InvalidRecord extends Error {
  override readonly name = 'InvalidRecord';
}
