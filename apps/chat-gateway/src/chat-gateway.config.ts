import { IsOptional } from 'class-validator';
import { IntegerSetting, KeySetting, ServiceConfig } from '#libs/platform';

/** What a gateway of a cluster is told. */
export class ChatGatewayConfig extends ServiceConfig {
  /** Seconds a session outlives its last connection. */
  @IntegerSetting(60, 7 * 24 * 3600)
  SESSION_TIMEOUT: number = 3600;

  /** The same for all gateways and workers: encrypts what users supply of their own, for the apps that ask for it. */
  @IsOptional()
  @KeySetting()
  HEDDLE_KEK?: Uint8Array;
}
