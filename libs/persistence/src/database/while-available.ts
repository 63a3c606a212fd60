import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';
import { DomainError } from '#libs/platform';

/**
 * SQLSTATEs of what passes by itself: broken connections, a server that starts, stops or is full, a transaction that
 * lost against another.
 */
const PASSING = /^(08|53|57P0[1-5]|40001|40P01|55P03|58)/;

/**
 * Does something with the database.
 *
 * @throws DomainError `unavailable` when the database is away or overloaded: doing it again later may work. Every
 *   other error as it is
 */
export async function whileAvailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
    if (!isPassing(cause)) throw error;
    throw new DomainError('unavailable', 'The database is away. Try again later.', { cause: error });
  }
}

/** Errors of the connection itself come from the network or from the driver, and have no SQLSTATE. */
function isPassing(error: unknown): boolean {
  if (error instanceof DatabaseError) return PASSING.test(error.code ?? '');
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOST|ENET)/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect|timeout expired|not queryable/.test(
      error.message,
    )
  );
}
