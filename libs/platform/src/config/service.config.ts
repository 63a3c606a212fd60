import { ArrayNotEmpty, IsDefined, IsIn, IsIP, IsOptional, IsUrl } from 'class-validator';
import { LOG_LEVELS } from '../process/run-service.js';
import type { LogLevelName } from '../process/run-service.js';
import { FilesUrlSetting, IntegerSetting, KeySetting, ListSetting, SwitchSetting } from './setting.js';

const HTTP_URL = { protocols: ['http', 'https'], require_tld: false, require_protocol: true };

/** What every process of a cluster is told. */
export class ClusterConfig {
  /** Kafka's bootstrap brokers, `host:port`, separated by commas. */
  @IsDefined({ message: 'KAFKA_BROKERS must name the Kafka brokers, such as "kafka-1:9092,kafka-2:9092"' })
  @ListSetting()
  @ArrayNotEmpty({ message: 'KAFKA_BROKERS must name at least one broker' })
  KAFKA_BROKERS: string[];

  /** Copies of each partition. Three in production, no more than there are brokers. */
  @IntegerSetting(1, 9)
  KAFKA_REPLICATION: number = 1;

  /** The Redis server of the live plane. */
  @IsUrl(
    { protocols: ['redis', 'rediss'], require_tld: false, require_protocol: true },
    { message: 'REDIS_URL must be a Redis URL, such as "redis://redis:6379"' },
  )
  REDIS_URL: string;

  /** How much is logged, from few words to many. */
  @IsIn(LOG_LEVELS)
  LOG_LEVEL: LogLevelName = 'info';
}

/** What a process that answers HTTP, if only health probes, is told besides. */
export class ListeningConfig extends ClusterConfig {
  /** The port the process listens on. */
  @IntegerSetting(1, 65_535)
  PORT: number = 3000;

  /** The address the process listens on: every one of IPv4 unless told otherwise. */
  @IsIP(undefined, { message: 'HOST must be an IP address, such as 127.0.0.1 or 0.0.0.0' })
  HOST: string = '0.0.0.0';
}

/** What a worker of a cluster is told besides. */
export class WorkerConfig extends ListeningConfig {
  /** The folder in which the files of conversations are kept: one that the session service and all workers share. */
  @FilesUrlSetting()
  FILES_URL: string;

  /** The same for all gateways and workers: encrypts what users supply of their own, for the apps that ask for it. */
  @IsOptional()
  @KeySetting()
  HEDDLE_KEK?: Uint8Array;
}

/** What every service of a cluster is told besides. */
export class ServiceConfig extends ListeningConfig {
  /** `off`: nobody signs in and everybody is a guest. The same for every service of a deployment. */
  @IsDefined({ message: 'HEDDLE_AUTH must be "on" or "off"' })
  @SwitchSetting()
  HEDDLE_AUTH: 'on' | 'off';

  /** The address that browsers use. Cookies are Secure when it is https. */
  @IsUrl(HTTP_URL, {
    message: 'PUBLIC_URL must be the address that browsers use, such as "https://chat.example.com"',
  })
  PUBLIC_URL: string;

  /** Where the auth service is reached by the others: its keys are fetched there. */
  @IsUrl(HTTP_URL, {
    message: 'AUTH_URL must be the address of the auth service, such as "http://auth:3000"',
  })
  AUTH_URL: string;
}

/** The database of a service that keeps tables. */
export class DatabaseServiceConfig extends ServiceConfig {
  /** The PostgreSQL 15+ database of all services; each keeps to its own schema. */
  @IsUrl(
    { protocols: ['postgres', 'postgresql'], require_tld: false, require_protocol: true },
    {
      message:
        'DATABASE_URL must be a PostgreSQL URL, such as "postgres://heddle:secret@postgres:5432/heddle"',
    },
  )
  DATABASE_URL: string;
}
