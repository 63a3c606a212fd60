import { registerDecorator } from 'class-validator';

/** What JSON can say. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A JSON object. */
export type JsonObject = { [key: string]: Json };

/**
 * The path of the first value in `value` that JSON cannot carry (`$.a[2].b`), or undefined when all of it can.
 * Dates, maps, functions, class instances, cycles, `undefined` and numbers that are not finite are refused.
 */
export function firstNonJson(
  value: unknown,
  path = '$',
  parents: readonly object[] = [],
): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : path;
  if (typeof value !== 'object' || parents.includes(value)) return path;
  const within = [...parents, value];
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const offender = firstNonJson(item, `${path}[${index}]`, within);
      if (offender) return offender;
    }
    return undefined;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return path;
  for (const [key, item] of Object.entries(value)) {
    const offender = firstNonJson(item, `${path}.${key}`, within);
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
