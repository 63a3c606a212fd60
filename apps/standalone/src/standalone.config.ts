import { IsIn, IsIP, IsOptional, IsString, IsUrl } from 'class-validator';
import { FilesUrlSetting, IntegerSetting, ListSetting, LOG_LEVELS, SwitchSetting } from '#libs/platform';
import type { LogLevelName } from '#libs/platform';

/** What a standalone process is told. Nothing is required. */
export class StandaloneConfig {
  /** The port of page, API and sockets. */
  @IntegerSetting(1, 65_535)
  PORT: number = 8000;

  /** The address to listen on. Anything but the loopback address lets other machines in. */
  @IsIP(undefined, { message: 'HOST must be an IP address, such as 127.0.0.1 or 0.0.0.0' })
  HOST: string = '127.0.0.1';

  /** The folder that everything is kept in. */
  @IsString()
  HEDDLE_DATA: string = '.heddle';

  /** The chat app's file; without one the demo app runs. */
  @IsOptional()
  @IsString()
  HEDDLE_APP?: string;

  /** Whether users have to sign in. */
  @SwitchSetting()
  HEDDLE_AUTH: 'on' | 'off' = 'off';

  /** The address that browsers use; http://localhost with the port unless given. Cookies are Secure when it is https. */
  @IsOptional()
  @IsUrl(
    { protocols: ['http', 'https'], require_tld: false, require_protocol: true },
    { message: 'PUBLIC_URL must be the address that browsers use, such as "https://chat.example.com"' },
  )
  PUBLIC_URL?: string;

  /** Seconds a session outlives its last connection. */
  @IntegerSetting(60, 7 * 24 * 3600)
  SESSION_TIMEOUT: number = 3600;

  /** A PostgreSQL 15+ of your own instead of the embedded one. */
  @IsOptional()
  @IsUrl(
    { protocols: ['postgres', 'postgresql'], require_tld: false, require_protocol: true },
    {
      message:
        'DATABASE_URL must be a PostgreSQL URL, such as "postgres://heddle:secret@localhost:5432/heddle"',
    },
  )
  DATABASE_URL?: string;

  /** A folder for the files of conversations, instead of `files` in HEDDLE_DATA. */
  @IsOptional()
  @FilesUrlSetting()
  FILES_URL?: string;

  /** Kafka instead of the log in memory; together with REDIS_URL or not at all. */
  @IsOptional()
  @ListSetting()
  KAFKA_BROKERS?: string[];

  /** Copies of each partition, with KAFKA_BROKERS. No more than there are brokers. */
  @IntegerSetting(1, 9)
  KAFKA_REPLICATION: number = 1;

  /** Redis instead of the live plane in memory; together with KAFKA_BROKERS or not at all. */
  @IsOptional()
  @IsUrl(
    { protocols: ['redis', 'rediss'], require_tld: false, require_protocol: true },
    { message: 'REDIS_URL must be a Redis URL, such as "redis://localhost:6379"' },
  )
  REDIS_URL?: string;

  /** How much is logged, from few words to many. */
  @IsIn(LOG_LEVELS)
  LOG_LEVEL: LogLevelName = 'warn';
}
