import { registerDecorator } from 'class-validator';

/** What JSON can say. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A JSON object. */
export type JsonObject = { [key: string]: Json };

/** Values are nested this deep at the most: what walks through them is recursive, here and in the database. */
const MAX_DEPTH = 100;

/**
 * The path of the first value in `value` that JSON cannot carry (`$.a[2].b`), or undefined when all of it can.
 * Dates, maps, functions, class instances, cycles, `undefined`, numbers that are not finite and what is nested deeper
 * than 100 levels are refused.
 */
export function firstNonJson(value: unknown): string | undefined {
  return search(value, '$', new Set());
}

function search(value: unknown, path: string, parents: Set<object>): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : path;
  if (typeof value !== 'object' || parents.has(value) || parents.size >= MAX_DEPTH) return path;
  parents.add(value);
  const offender = Array.isArray(value)
    ? searchList(value, path, parents)
    : searchObject(value, path, parents);
  parents.delete(value);
  return offender;
}

function searchList(list: readonly unknown[], path: string, parents: Set<object>): string | undefined {
  for (const [index, item] of list.entries()) {
    const offender = search(item, `${path}[${index}]`, parents);
    if (offender) return offender;
  }
  return undefined;
}

function searchObject(value: object, path: string, parents: Set<object>): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return path;
  for (const [key, item] of Object.entries(value)) {
    const offender = search(item, `${path}.${key}`, parents);
    if (offender) return offender;
  }
  return undefined;
}

/** Validates that a property is an object that JSON can carry whole. */
export function IsJsonObject(): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'isJsonObject',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value: unknown) =>
          typeof value === 'object' &&
          value !== null &&
          !Array.isArray(value) &&
          firstNonJson(value) === undefined,
        defaultMessage: (args) =>
          `${args?.property} must be a JSON object (offender: ${firstNonJson(args?.value) ?? 'the value itself'})`,
      },
    });
}
