import type { Json } from '#libs/contracts';

/** A zero character, or half of a pair: JavaScript has them in strings, PostgreSQL does not. */
const NOT_STORABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** What PostgreSQL takes of a value: the same, with � for every character that it refuses. */
export function storable<T extends Json | null | undefined>(value: T): T;
export function storable(value: Json | undefined): Json | undefined {
  if (typeof value === 'string') return value.replaceAll(NOT_STORABLE, '\ufffd');
  if (Array.isArray(value)) return value.map((item) => storable(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storable(key), storable(item)]));
}

/** A time as PostgreSQL takes it: none for what is no time, or not in the years 1 to 9999. */
export function storableTime(time: string | null | undefined): string | null {
  const text = Number.isNaN(Date.parse(time ?? '')) ? '' : new Date(time ?? '').toISOString();
  return /^(?!0000)\d{4}-/.test(text) ? text : null;
}
