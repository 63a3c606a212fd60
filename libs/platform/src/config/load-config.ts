import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { isSecretSetting } from './setting.js';

/** The process refuses to start: every setting that is wrong or missing, at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  /** @param problems one line per setting, each naming the variable */
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

/**
 * Reads a configuration class from environment variables. Each property of the class is a variable of the same
 * name; empty variables count as unset. The result is frozen.
 *
 * @throws ConfigError naming every variable that is wrong or missing
 */
export function loadConfig<T extends object>(schema: new () => T, env: NodeJS.ProcessEnv): Readonly<T> {
  const { config, problems } = read(schema, env);
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}

/** As `loadConfig`, for two classes at once: the problems of both are told together. */
export function loadConfigs<A extends object, B extends object>(
  first: new () => A,
  second: new () => B,
  env: NodeJS.ProcessEnv,
): Readonly<A & B> {
  const [a, b] = [read(first, env), read(second, env)];
  const problems = [...a.problems, ...b.problems];
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze({ ...a.config, ...b.config });
}

function read<T extends object>(
  schema: new () => T,
  env: NodeJS.ProcessEnv,
): { config: T; problems: string[] } {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const config = plainToInstance(schema, given, { exposeDefaultValues: true });
  const problems = validateSync(config, { whitelist: true }).map((error) => {
    const rules = Object.values(error.constraints ?? {}).join('; ');
    const value = given[error.property];
    const isSecret = Object.values(error.contexts ?? {}).some(isSecretSetting);
    const shown = isSecret ? 'what was found is a secret' : `found "${withoutSecret(value ?? '')}"`;
    const found = value === undefined ? 'it is not set' : shown;
    return `${rules || error.property} (${found})`;
  });
  return { config, problems };
}

/** What is printed ends in logs: of an address, wrong as it may be, everything up to the last @ but a name is left out. */
function withoutSecret(value: string): string {
  return value.replace(/^((?:[a-z][a-z\d+.-]*:\/*)?[^:@/]*):.*@/is, '$1:…@');
}
