import { EventPattern } from '@nestjs/microservices';
import type { EventDefinition } from '#libs/contracts';
import type { EventContext } from '../events/event-context.js';
import type { DecoratorOf } from './handler-decorator.js';
import { handlerDecorator } from './handler-decorator.js';
import { EVENTS_TRANSPORT } from './transport-ids.js';

/**
 * Calls the controller's method for every event of this kind, one after another per key and lane. What it throws
 * decides what happens next (see `EventHandler`): nothing is committed before it has returned.
 */
export function OnEvent<T extends object>(
  event: EventDefinition<T>,
): DecoratorOf<(data: T, context: EventContext) => Promise<void> | void> {
  const pattern = EventPattern(event.name, EVENTS_TRANSPORT, { event }) as MethodDecorator;
  return handlerDecorator(pattern) as DecoratorOf<(data: T, context: EventContext) => Promise<void> | void>;
}
