import { IsIn, IsOptional, IsString } from 'class-validator';
import { describe, expect, it } from 'vitest';
import {
  ConfigError,
  DatabaseServiceConfig,
  IntegerSetting,
  KeySetting,
  ListSetting,
  loadConfig,
  loadConfigs,
  SwitchSetting,
  WorkerConfig,
} from '#libs/platform';

class KitchenConfig {
  @IntegerSetting(1, 1_000)
  OVEN_HEAT: number = 180;

  @SwitchSetting()
  LIGHT: 'on' | 'off' = 'off';

  @IsOptional()
  @ListSetting()
  DISHES?: string[];

  @IsString()
  COOK: string;
}

class PantryConfig {
  @IsOptional()
  @KeySetting()
  PANTRY_KEY?: Uint8Array;
}

class MenuConfig {
  @IsIn(['lunch', 'dinner'])
  MEAL: 'lunch' | 'dinner';

  @IsString()
  LANGUAGE: string = 'en';
}

const problemsOf = (load: () => unknown): readonly string[] => {
  try {
    load();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).problems;
  }
  return [];
};

describe('a configuration', () => {
  it('is what the variables say, and the default where they say nothing', () => {
    expect(
      loadConfig(KitchenConfig, { OVEN_HEAT: '220', COOK: 'Ada', DISHES: 'soup, bread,,  fish ' }),
    ).toEqual({
      OVEN_HEAT: 220,
      LIGHT: 'off',
      DISHES: ['soup', 'bread', 'fish'],
      COOK: 'Ada',
    });
  });

  it('takes an empty variable for one that is not set', () => {
    const config = loadConfig(KitchenConfig, { OVEN_HEAT: '', LIGHT: '', DISHES: '', COOK: 'Ada' });
    expect(config).toMatchObject({ OVEN_HEAT: 180, LIGHT: 'off' });
    expect(config.DISHES).toBeUndefined();
    expect(problemsOf(() => loadConfig(KitchenConfig, { COOK: '' }))).toHaveLength(1);
  });

  it('holds no other variable of the environment', () => {
    const config = loadConfig(KitchenConfig, { COOK: 'Ada', PATH: '/bin', SECRET: 'x' });
    expect(Object.keys(config)).not.toContain('PATH');
    expect(Object.keys(config)).not.toContain('SECRET');
    expect(
      loadConfigs(KitchenConfig, MenuConfig, { COOK: 'Ada', MEAL: 'lunch', PATH: '/bin' }),
    ).not.toHaveProperty('PATH');
  });

  it('cannot be changed', () => {
    const one = loadConfig(KitchenConfig, { COOK: 'Ada' });
    const two = loadConfigs(KitchenConfig, MenuConfig, { COOK: 'Ada', MEAL: 'lunch' });
    expect(() => Object.assign(one, { COOK: 'Bob' })).toThrow(TypeError);
    expect(() => Object.assign(two, { COOK: 'Bob' })).toThrow(TypeError);
  });

  it('is refused with every problem at once, each naming its variable and what was found', () => {
    const problems = problemsOf(() =>
      loadConfig(KitchenConfig, { OVEN_HEAT: 'hot', LIGHT: 'dim', DISHES: 'soup' }),
    );
    expect(problems).toHaveLength(3);
    expect(problems.join('\n')).toMatch(/OVEN_HEAT must be a whole number.*\(found "hot"\)/);
    expect(problems.join('\n')).toMatch(/LIGHT must be "on" or "off" \(found "dim"\)/);
    expect(problems.join('\n')).toMatch(/COOK.*\(it is not set\)/);
  });

  it('of two classes is refused with the problems of both', () => {
    const load = () => loadConfigs(KitchenConfig, MenuConfig, { MEAL: 'tea' });
    expect(problemsOf(load)).toHaveLength(2);
    expect(load).toThrow(/COOK[^]*MEAL/);
  });

  it('of two classes has the settings and defaults of both', () => {
    expect(loadConfigs(KitchenConfig, MenuConfig, { COOK: 'Ada', MEAL: 'dinner' })).toMatchObject({
      OVEN_HEAT: 180,
      COOK: 'Ada',
      MEAL: 'dinner',
      LANGUAGE: 'en',
    });
  });
});

describe('a whole number', () => {
  it.each(['1', '180', '1000'])('%s within its bounds is taken', (text) => {
    expect(loadConfig(KitchenConfig, { COOK: 'Ada', OVEN_HEAT: text }).OVEN_HEAT).toBe(Number(text));
  });

  it.each([
    ['0', 'below 1'],
    ['1001', 'above 1000'],
    ['1.5', 'whole number'],
    ['12px', 'whole number'],
    ['Infinity', 'whole number'],
    ['   ', 'OVEN_HEAT'],
  ])('"%s" is refused', (text, reason) => {
    const problems = problemsOf(() => loadConfig(KitchenConfig, { COOK: 'Ada', OVEN_HEAT: text }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(reason);
  });
});

describe('the configuration of a service with a database', () => {
  const complete = {
    KAFKA_BROKERS: 'kafka-1:9092, kafka-2:9092',
    REDIS_URL: 'redis://redis:6379',
    HEDDLE_AUTH: 'on',
    PUBLIC_URL: 'https://chat.example.com',
    AUTH_URL: 'http://auth:3000',
    DATABASE_URL: 'postgres://heddle:secret@postgres:5432/heddle',
  };

  it('is usable with the required settings alone', () => {
    expect(loadConfig(DatabaseServiceConfig, complete)).toMatchObject({
      KAFKA_BROKERS: ['kafka-1:9092', 'kafka-2:9092'],
      HOST: '0.0.0.0',
      PORT: 3000,
      LOG_LEVEL: 'info',
    });
  });

  it('names every required setting that is missing', () => {
    const problems = problemsOf(() => loadConfig(DatabaseServiceConfig, {}));
    for (const name of Object.keys(complete))
      expect(problems.some((line) => line.startsWith(name))).toBe(true);
    expect(problems).toHaveLength(Object.keys(complete).length);
  });

  it.each(Object.keys(complete))('refuses a %s that is nonsense', (name) => {
    const problems = problemsOf(() => loadConfig(DatabaseServiceConfig, { ...complete, [name]: ' , ' }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
  });

  it.each([
    'postgre://heddle:p@ss/word:secret@postgres:5432/heddle',
    'heddle:secret@postgres/heddle',
    'postgres:/heddle:secret@postgres',
    'mysql://:secret@postgres',
  ])('does not print the password of %s', (address) => {
    const problems = problemsOf(() =>
      loadConfig(DatabaseServiceConfig, { ...complete, DATABASE_URL: address }),
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(':…@postgres');
    expect(problems[0]?.split('found')[1]).not.toMatch(/secret|word/);
  });
});

describe('the configuration of a worker', () => {
  const complete = {
    KAFKA_BROKERS: 'kafka:9092',
    REDIS_URL: 'redis://redis:6379',
    FILES_URL: 'file:///files',
  };

  it('names the folder of files that is missing, or is none', () => {
    expect(loadConfig(WorkerConfig, complete)).toMatchObject({ FILES_URL: 'file:///files' });
    for (const FILES_URL of ['', 'files', 'https://files', 'file:///'])
      expect(problemsOf(() => loadConfig(WorkerConfig, { ...complete, FILES_URL }))).toEqual([
        expect.stringContaining('FILES_URL must be the folder that all processes of the deployment share'),
      ]);
  });
});

describe('a key', () => {
  const bytes = Uint8Array.from({ length: 32 }, (_, index) => index * 8);
  const text = Buffer.from(bytes).toString('base64');

  it('is 32 bytes, and may be left out', () => {
    expect([...(loadConfig(PantryConfig, { PANTRY_KEY: text }).PANTRY_KEY ?? [])]).toEqual([...bytes]);
    expect(loadConfig(PantryConfig, {}).PANTRY_KEY).toBeUndefined();
  });

  it.each([text.slice(4), `${text}AAAA`, text.replace('=', '?'), 'top secret'])(
    'is refused when it is none, and never printed: %s',
    (wrong) => {
      const [problem, ...others] = problemsOf(() => loadConfig(PantryConfig, { PANTRY_KEY: wrong }));
      expect(others).toEqual([]);
      expect(problem).toMatch(/^PANTRY_KEY must be a key of 32 bytes in base64/);
      expect(problem).not.toContain(wrong);
    },
  );
});
