/**
 * A function of the SDK that belongs to a turn was called outside one: at the top of a module, in a timer, in an
 * HTTP handler. Call it inside a handler, pass the handler's `ctx` to where it is needed, or run it by `ctx.run`.
 */
export class OutsideTurnError extends Error {
  override readonly name = 'OutsideTurnError';

  constructor(what: string) {
    super(
      `${what} was called outside a turn. Call it inside a handler such as onMessage, use the handler's ctx, or wrap the callback it is called from: ctx.run(() => …).`,
    );
  }
}

/** A turn that has ended, been stopped or been taken over by another worker tried to show or to keep something. Nothing was. */
export class TurnEndedError extends Error {
  override readonly name = 'TurnEndedError';

  constructor(what: string) {
    super(
      `${what}: this turn has ended; nothing was shown or kept. Await everything you start, and watch ctx.signal.`,
    );
  }
}

/** An error whose message is meant for the user: it is shown as it is. Other errors are only logged. */
export class UserFacingError extends Error {
  override readonly name: string = 'UserFacingError';
}

/** A turn worked for longer than it may. Time in which it waits for answers does not count. */
export class TurnTimeoutError extends UserFacingError {
  override readonly name = 'TurnTimeoutError';

  constructor(seconds: number) {
    super(`This took longer than ${seconds} seconds and was ended. What was begun may be incomplete.`);
  }
}

/** A session names a profile that its user may not have. */
export class ProfileRefused extends UserFacingError {
  override readonly name = 'ProfileRefused';

  constructor(profile: string) {
    super(
      `The profile "${profile}" is not yours to use. Pick another one to go on, or ask whoever runs this app.`,
    );
  }
}

/** A handler tried to set what only the deployment decides, or what the SDK keeps for itself. */
export class ReadOnlyKeyError extends Error {
  override readonly name = 'ReadOnlyKeyError';

  constructor(key: string) {
    super(
      key.startsWith('heddle:')
        ? `userSession: keys that begin with "heddle:" are the SDK's; call "${key}" something else.`
        : `userSession: "${key}" says how things are and cannot be set; only chatSettings can.`,
    );
  }
}

/** Why a stopped turn was cancelled. */
export class StoppedByUser extends Error {
  override readonly name = 'StoppedByUser';

  /** @param runsHook whether `onStop` runs: once for a stop, however many turns it ends */
  constructor(readonly runsHook: boolean) {
    super('The user stopped this turn.');
  }
}

/** Why a turn was cancelled that another worker goes on with. */
export class TurnMoved extends Error {
  override readonly name = 'TurnMoved';
}
