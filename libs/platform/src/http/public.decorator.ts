import { Reflector } from '@nestjs/core';

/** Marks a handler or controller that answers everybody: no identity is asked for and none is told. */
export const Public = Reflector.createDecorator<void, true>({ transform: () => true });
