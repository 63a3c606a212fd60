import { HttpException, ValidationPipe } from '@nestjs/common';
import type { Type, ValidationError } from '@nestjs/common';
import { instanceToPlain } from 'class-transformer';
import { InstanceBuilder } from '../data/instance-builder.js';

interface ValidationDetail {
  readonly type: string;
  readonly loc: readonly string[];
  readonly msg: string;
}

/** Validates bodies and queries against their DTO classes; refuses with 422 as the wire protocol does (§1). */
export function requestValidation(): ValidationPipe {
  const builder = new InstanceBuilder();
  return new RequestValidationPipe({
    transform: true,
    whitelist: true,
    transformerPackage: {
      plainToInstance: <T>(type: Type<T>, given: unknown) => built(builder, type, given),
      classToPlain: (object: unknown) => instanceToPlain(object),
    },
    exceptionFactory: (errors) => new HttpException({ detail: detailsOf(errors, ['body']) }, 422),
  });
}

/** Any key is a key in free JSON; what becomes an instance has none of Object's own names. */
class RequestValidationPipe extends ValidationPipe {
  protected override stripProtoKeys(): void {}
}

/** What is no object cannot become an instance: validation says so. */
function built<T>(builder: InstanceBuilder, type: Type<T>, given: unknown): T {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given as T;
  try {
    return builder.build(type as Type<T & object>, given);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new HttpException({ detail: [{ type: 'isObject', loc: ['body'], msg: error.message }] }, 422);
  }
}

function detailsOf(errors: readonly ValidationError[], loc: readonly string[]): ValidationDetail[] {
  return errors.flatMap((error) => {
    const here = [...loc, error.property];
    const own = Object.entries(error.constraints ?? {}).map(([type, msg]) => ({ type, loc: here, msg }));
    return [...own, ...detailsOf(error.children ?? [], here)];
  });
}
