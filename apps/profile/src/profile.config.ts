import { IsUrl } from 'class-validator';
import { ServiceConfig, SwitchSetting } from '#libs/platform';

const url = (name: string) => ({ message: `${name} must be an http(s) address, such as "http://auth:3000"` });

export class ProfileConfig extends ServiceConfig {
  /** Whether users have to sign in. */
  @SwitchSetting()
  HEDDLE_AUTH: 'on' | 'off' = 'off';

  /** The address that browsers use. */
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] }, url('PUBLIC_URL'))
  PUBLIC_URL: string = 'http://localhost:8000';

  /** Where the auth service is reached. */
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] }, url('AUTH_URL'))
  AUTH_URL: string = 'http://auth:3000';
}
