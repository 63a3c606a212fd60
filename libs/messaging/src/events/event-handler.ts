import type { EventDefinition } from '#libs/contracts';
import type { EventContext } from './event-context.js';

/** Somebody who wants an event. */
export interface EventHandler<T extends object = object> {
  readonly event: EventDefinition<T>;
  /**
   * Handles it. May be called again for the same event, also elsewhere: what it does must be harmless to repeat.
   * What it throws decides: a `RetryLater`, or a DomainError `unavailable` or `timeout`, is tried again for as long
   * as it takes; anything else a few times, and then the event goes to the dead letters.
   */
  handle(data: T, context: EventContext): Promise<void> | void;
}

/** An event handler whose data is typed by its event. */
export function eventHandler<T extends object>(
  event: EventDefinition<T>,
  handle: (data: T, context: EventContext) => Promise<void> | void,
): EventHandler<T> {
  return { event, handle };
}
