import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '#libs/contracts';

/**
 * The RFC 7386 patch that makes `after` of `before`; undefined when nothing changed. Any key is a key like the others,
 * `__proto__` too.
 */
export function metadataPatch(before: JsonObject, after: JsonObject): JsonObject | undefined {
  const old = new Map(Object.entries(before));
  const patch: [string, Json][] = [];
  for (const [key, value] of Object.entries(after)) {
    const known = old.get(key);
    old.delete(key);
    if (isDeepStrictEqual(known, value)) continue;
    const change = isObject(known) && isObject(value) ? metadataPatch(known, value) : value;
    if (change !== undefined) patch.push([key, change]);
  }
  for (const key of old.keys()) patch.push([key, null]);
  return patch.length > 0 ? Object.fromEntries(patch) : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
