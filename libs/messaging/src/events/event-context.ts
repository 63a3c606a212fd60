import type { Envelope } from '../envelope/envelope.js';
import type { WorkContext } from '../dispatch/work.js';

/** What a handler is told about the event besides its data. */
export interface EventContext extends WorkContext {
  readonly envelope: Envelope;
}
