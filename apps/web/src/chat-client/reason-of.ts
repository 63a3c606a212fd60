import { ClientError } from '@chainlit/react-client';

/** What the server said against a request, where it said something for people. */
export function reasonOf(error: unknown): string | undefined {
  return error instanceof ClientError && typeof error.detail === 'string' ? error.detail : undefined;
}
