import type { Json, JsonObject } from './json.js';

/**
 * The target as an RFC 7386 patch wants it; neither is changed. Any key is a key like the others, `constructor` and
 * `__proto__` too.
 */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, isObject(value) ? mergePatch(objectIn(merged.get(key)), value) : value);
  }
  return Object.fromEntries(merged);
}

function objectIn(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
