/**
 * A function of the SDK that belongs to a turn was called outside one: at the top of a module, in a timer, in an
 * HTTP handler. Call it inside a handler, or pass the handler's `ctx` to where it is needed.
 */
export class OutsideTurnError extends Error {
  override readonly name = 'OutsideTurnError';

  constructor(what: string) {
    super(
      `${what} was called outside a turn. Call it inside a handler such as onMessage, or use the handler's ctx.`,
    );
  }
}

/** A turn that has ended, been stopped or been taken over by another worker tried to show something. Nothing was shown. */
export class TurnEndedError extends Error {
  override readonly name = 'TurnEndedError';

  constructor(what: string) {
    super(
      `${what}: this turn has ended; nothing was shown. Await everything you start, and watch ctx.signal.`,
    );
  }
}

/** An error whose message is meant for the user: it is shown as it is. Other errors are only logged. */
export class UserFacingError extends Error {
  override readonly name = 'UserFacingError';
}
