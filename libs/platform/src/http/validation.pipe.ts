import { HttpException, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from '@nestjs/common';

interface ValidationDetail {
  readonly type: string;
  readonly loc: readonly string[];
  readonly msg: string;
}

/** Validates bodies and queries against their DTO classes; refuses with 422 as the wire protocol does (§1). */
export function requestValidation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    exceptionFactory: (errors) => new HttpException({ detail: detailsOf(errors, ['body']) }, 422),
  });
}

function detailsOf(errors: readonly ValidationError[], loc: readonly string[]): ValidationDetail[] {
  return errors.flatMap((error) => {
    const here = [...loc, error.property];
    const own = Object.entries(error.constraints ?? {}).map(([type, msg]) => ({ type, loc: here, msg }));
    return [...own, ...detailsOf(error.children ?? [], here)];
  });
}
