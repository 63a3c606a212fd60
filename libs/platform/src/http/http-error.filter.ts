import { Catch, HttpException, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import type { ErrorCode } from '#libs/contracts';
import { DomainError } from '../errors/domain-error.js';

const STATUS_OF: Record<ErrorCode, number> = {
  invalid_input: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  internal: 500,
  unavailable: 503,
  timeout: 504,
};

/**
 * Answers every error of an HTTP handler as the wire protocol does (§1): `{"detail": …}`, a sentence, or for
 * bodies and queries that do not validate a list. What was not meant for the client is answered 500. Every answer
 * of 500 and above is logged.
 */
@Catch()
export class HttpErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(HttpErrorFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) return;
    // What the handler's decorators say is about what it would have answered.
    for (const name of ['Content-Type', 'Cache-Control']) response.removeHeader(name);
    if (error instanceof DomainError) {
      if (STATUS_OF[error.code] >= 500) this.logger.error(`${error.code}: ${error.message}`, error.stack);
      response.status(STATUS_OF[error.code]).json({ detail: error.message });
    } else if (error instanceof HttpException) {
      const body = error.getResponse();
      const detail = typeof body === 'object' && 'detail' in body ? body.detail : error.message;
      response.status(error.getStatus()).json({ detail });
    } else if (isBodyParserError(error)) {
      response
        .status(error.status)
        .json({ detail: error.status === 413 ? 'The body is too large' : error.message });
    } else {
      this.logger.error(
        error instanceof Error ? error.message : String(error),
        error instanceof Error ? error.stack : '',
      );
      response.status(500).json({ detail: 'Internal Server Error' });
    }
  }
}

function isBodyParserError(error: unknown): error is Error & { status: number } {
  return error instanceof Error && 'expose' in error && 'status' in error && typeof error.status === 'number';
}
