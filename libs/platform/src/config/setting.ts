import { Transform } from 'class-transformer';
import { IsIn, IsInt, Max, Min, ValidateBy } from 'class-validator';

/** A configuration property that is a whole number within bounds; the variable's text is read as one. */
export function IntegerSetting(min: number, max: number): PropertyDecorator {
  return (target, property) => {
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? Number(value) : value))(
      target,
      property,
    );
    IsInt({ message: `${String(property)} must be a whole number` })(target, property);
    Min(min, { message: `${String(property)} must not be below ${min}` })(target, property);
    Max(max, { message: `${String(property)} must not be above ${max}` })(target, property);
  };
}

/** A configuration property that is `on` or `off`. */
export function SwitchSetting(): PropertyDecorator {
  return (target, property) =>
    IsIn(['on', 'off'], { message: `${String(property)} must be "on" or "off"` })(target, property);
}

/** A configuration property that is a list of words separated by commas. */
export function ListSetting(): PropertyDecorator {
  return (target, property) =>
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string'
        ? value
            .split(',')
            .map((word) => word.trim())
            .filter(Boolean)
        : value,
    )(target, property);
}

/** What marks a setting whose value must not be printed, not even when it is wrong. */
export const SECRET_SETTING = { secret: true };

/** A configuration property that is a key of 32 bytes, a `Uint8Array`; the variable's text is its base64. */
export function KeySetting(): PropertyDecorator {
  return (target, property) => {
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^[a-z\d+/]{43}=$/i.test(value) ? Buffer.from(value, 'base64') : value,
    )(target, property);
    ValidateBy(
      { name: 'isKey', validator: { validate: (value) => value instanceof Uint8Array } },
      {
        message: `${String(property)} must be a key of 32 bytes in base64, such as \`openssl rand -base64 32\` prints`,
        context: SECRET_SETTING,
      },
    )(target, property);
  };
}
