import type { Clock } from '#libs/platform';

/** What the features of this service are told about the deployment. */
export class AuthSettings {
  constructor(
    readonly signIn: 'on' | 'off',
    readonly clock: Clock,
  ) {}
}
