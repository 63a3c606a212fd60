import { DatabaseServiceConfig, FilesUrlSetting, IntegerSetting } from '#libs/platform';

/** What a session service of a cluster is told. */
export class SessionConfig extends DatabaseServiceConfig {
  /** The folder in which the files of conversations are kept: one that the session service and all workers share. */
  @FilesUrlSetting()
  FILES_URL: string;

  /** Seconds a session outlives its last connection. */
  @IntegerSetting(60, 7 * 24 * 3600)
  SESSION_TIMEOUT: number = 3600;
}
