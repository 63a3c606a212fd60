import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

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
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const config = plainToInstance(schema, given, {
    exposeDefaultValues: true,
    enableImplicitConversion: false,
  });
  const problems = validateSync(config, { skipMissingProperties: false }).map((error) => {
    const rules = Object.values(error.constraints ?? {}).join('; ');
    const found = given[error.property] === undefined ? 'it is not set' : `found "${given[error.property]}"`;
    return `${rules || error.property} (${found})`;
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}
