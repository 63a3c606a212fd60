import { Transform } from 'class-transformer';
import { IsIn, IsInt, Matches, Max, Min, ValidateBy } from 'class-validator';

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

/** What a validator of a setting says about it besides: its value must not be printed, not even when it is wrong. */
interface SecretSetting {
  readonly secret: true;
}

const SECRET_SETTING: SecretSetting = { secret: true };

/** Whether what a validator says about a setting is that its value must not be printed. */
export function isSecretSetting(context: unknown): boolean {
  return typeof context === 'object' && context !== null && 'secret' in context;
}

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

/** A configuration property that says where the files of conversations are kept. */
export function FilesUrlSetting(): PropertyDecorator {
  return (target, property) =>
    Matches(/^file:\/\/\/./, {
      message: `${String(property)} must be the folder that all processes of the deployment share, such as "file:///srv/heddle/files"`,
    })(target, property);
}
