import { HttpException } from '@nestjs/common';
import { EmptyError } from 'rxjs';
import { UserFacingError } from '../turn/turn-errors.js';

const REFUSED = 'You may not do this.';

/** What Nest says when a guard says nothing. */
const WORDLESS: readonly string[] = ['Forbidden resource', 'Forbidden'];

/** Runs a handler with what stands before it; Nest's words for clients become words for the user. */
export async function callForUser(call: () => Promise<unknown>): Promise<unknown> {
  try {
    const result = await call();
    return isAsyncIterable(result) ? iterateForUser(result) : result;
  } catch (error) {
    // An interceptor that lets nothing through has nothing to answer.
    if (error instanceof EmptyError) return undefined;
    throw forUser(error);
  }
}

async function* iterateForUser(source: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* source;
  } catch (error) {
    throw forUser(error);
  }
}

/** An `HttpException` of a status below 500 speaks to whoever asked: here that is the user. */
function forUser(error: unknown): unknown {
  if (!(error instanceof HttpException) || error.getStatus() >= 500) return error;
  return new UserFacingError(wordsOf(error), { cause: error });
}

function wordsOf(error: HttpException): string {
  const response = error.getResponse();
  const message = typeof response === 'string' ? response : (response as { message?: unknown }).message;
  const words = (Array.isArray(message) ? message : [message]).filter((word) => typeof word === 'string');
  const text = words.length > 0 ? words.join('. ') : error.message;
  return WORDLESS.includes(text) ? REFUSED : text;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
