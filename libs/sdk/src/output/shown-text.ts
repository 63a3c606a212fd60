import { inspect } from 'node:util';

/** Anything as the text that users see: a text as it is, nothing as nothing, all else as JSON. */
export function shownText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value, null, 2) ?? inspect(value);
  } catch {
    // What JSON cannot say (a cycle, a bigint) was a result all the same.
    return inspect(value);
  }
}

/** The code language of what `shownText` makes of a value: none of a text. */
export function languageOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? 'json' : undefined;
}
