import type { FindWork, Work } from '../dispatch/work.js';
import { decodeEnvelope } from '../envelope/envelope.js';
import { InvalidRecord } from '../envelope/invalid-record.error.js';
import { PayloadReader } from '../envelope/payload-reader.js';
import type { IncomingRecord } from '../log-transport.port.js';
import type { EventContext } from './event-context.js';
import type { EventHandler } from './event-handler.js';

/** Finds the handlers of events' records. Several handlers of one event run side by side and are done together. */
export class EventReader {
  private readonly handlers = new Map<string, EventHandler[]>();
  private readonly payloads = new PayloadReader();

  constructor(handlers: readonly EventHandler[]) {
    for (const handler of handlers) {
      const same = this.handlers.get(handler.event.name);
      if (same) same.push(handler);
      else this.handlers.set(handler.event.name, [handler]);
    }
  }

  /**
   * The work in an event's record; undefined when the event is of no interest here.
   *
   * @throws InvalidRecord when it is no event, or has a version that its handler does not know
   */
  readonly findWork: FindWork = (record: IncomingRecord): Work | undefined => {
    const sealed = decodeEnvelope(record.value);
    const handlers = this.handlers.get(sealed.type);
    const event = handlers?.[0]?.event;
    if (!handlers || !event) return undefined;
    if (event.version !== sealed.version)
      throw new InvalidRecord(
        `${event.name} has version ${sealed.version}; this service knows ${event.version}.`,
      );
    const { data, ...envelope } = sealed;
    return {
      lane: event.lane,
      run: (context) =>
        handleAll(handlers, this.payloads.read(event.payload, data), { ...context, envelope }),
    };
  };
}

async function handleAll(
  handlers: readonly EventHandler[],
  data: object,
  context: EventContext,
): Promise<void> {
  const [only] = handlers;
  if (only && handlers.length === 1) return only.handle(data, context);
  const outcomes = await Promise.allSettled(handlers.map(async (handler) => handler.handle(data, context)));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
