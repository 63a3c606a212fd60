import { IsUrl } from 'class-validator';
import { DatabaseServiceConfig, SwitchSetting } from '#libs/platform';

/** What the auth service of a cluster is told. */
export class AuthConfig extends DatabaseServiceConfig {
  /** `off`: nobody signs in and everybody is a guest. The same for every service of a deployment. */
  @SwitchSetting()
  HEDDLE_AUTH: 'on' | 'off';

  /** The address that browsers use. Cookies are Secure when it is https. */
  @IsUrl(
    { protocols: ['http', 'https'], require_tld: false, require_protocol: true },
    { message: 'PUBLIC_URL must be the address that browsers use, such as "https://chat.example.com"' },
  )
  PUBLIC_URL: string;
}
