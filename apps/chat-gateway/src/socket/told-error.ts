import type { Logger } from '@nestjs/common';
import type { ErrorCode } from '#libs/contracts';
import { DomainError } from '#libs/platform';

/** What a client is told of an error; what was not meant for it is logged instead. */
export function toldOf(error: unknown, logger: Logger): { code: ErrorCode; message: string } {
  if (error instanceof DomainError && error.code !== 'internal')
    return { code: error.code, message: error.message };
  logger.error(String(error), error instanceof Error ? error.stack : undefined);
  return { code: 'internal', message: 'Something went wrong. Please try again.' };
}
