const MOST_WORDS = 16;

/**
 * What a person typed as a PostgreSQL text query: every word, or the beginning of one, has to occur. Undefined when
 * there is no word in it. Nothing but letters and digits reaches the query, so nothing in it means anything.
 */
export function searchQueryOf(typed: string): string | undefined {
  const words = typed.match(/[\p{L}\p{M}\p{N}]+/gu)?.slice(0, MOST_WORDS);
  return words?.map((word) => `'${word}':*`).join(' & ');
}
