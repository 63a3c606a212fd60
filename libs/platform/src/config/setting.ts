import { Transform } from 'class-transformer';
import { IsIn, IsInt, Max, Min } from 'class-validator';

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
