import type { Json } from '#libs/contracts';

/** A zero character, or half of a pair: JavaScript has them in strings, PostgreSQL does not. */
const NOT_STORABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** How JSON writes such characters (or, rarely, text about them). */
const MAYBE_NOT_STORABLE = /\\u(0000|d[89a-f])/;

/** JSON of a value, as PostgreSQL takes it: with � for every character that it refuses. */
export function storableJson(value: object): string {
  const json = JSON.stringify(value);
  return MAYBE_NOT_STORABLE.test(json) ? JSON.stringify(storable(JSON.parse(json) as Json)) : json;
}

/** Text as PostgreSQL takes it, likewise. */
export function storableText(text: string): string {
  return text.replaceAll(NOT_STORABLE, '\ufffd');
}

function storable(value: Json): Json {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storableText(key), storable(item)]));
}
