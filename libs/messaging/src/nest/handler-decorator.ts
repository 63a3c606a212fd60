import { UseFilters } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { OriginalErrorFilter } from './original-error.filter.js';

/** A decorator for methods of this type, or of one that takes less. */
export type DecoratorOf<M> = <H extends M>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<H>,
) => void;

/** Makes a method a handler: data first, context second, errors as they are thrown. */
export function handlerDecorator(pattern: MethodDecorator): MethodDecorator {
  return (target, name, descriptor) => {
    Payload()(target, name, 0);
    Ctx()(target, name, 1);
    UseFilters(OriginalErrorFilter)(target, name, descriptor);
    pattern(target, name, descriptor);
  };
}
