import { UserFacingError } from '../turn/turn-errors.js';

/** Nobody answered a question in time, and it was asked with `raiseOnTimeout`. */
export class AskTimeoutError extends UserFacingError {
  override readonly name = 'AskTimeoutError';

  constructor(seconds: number) {
    super(`There was no answer within ${seconds} seconds. Send a message to go on.`);
  }
}
