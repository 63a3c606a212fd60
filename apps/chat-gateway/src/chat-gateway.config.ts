import { IntegerSetting, ServiceConfig } from '#libs/platform';

/** What a gateway of a cluster is told. */
export class ChatGatewayConfig extends ServiceConfig {
  /** Seconds a session outlives its last connection. */
  @IntegerSetting(60, 7 * 24 * 3600)
  SESSION_TIMEOUT: number = 3600;
}
