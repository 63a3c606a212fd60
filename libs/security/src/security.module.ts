import { Module } from '@nestjs/common';
import type { DynamicModule, InjectionToken, ModuleMetadata } from '@nestjs/common';
import { APP_GUARD, ModuleRef } from '@nestjs/core';
import { systemClock } from '#libs/platform';
import type { Clock } from '#libs/platform';
import type { AccessKeys } from './access-keys.js';
import { AccessTokenVerifier } from './access-token-verifier.js';
import { IdentityCookies } from './identity-cookies.js';
import { IdentityResolver } from './identity-resolver.js';
import type { LoginRenewals } from './login-renewals.js';
import { OwnerGuard } from './owner.guard.js';
import { RemoteAccessKeys } from './remote-access-keys.js';
import { SocketIdentity } from './socket-identity.js';

/** How a service learns who its callers are. */
export interface SecurityOptions {
  /** `off`: everybody is a guest. */
  readonly signIn: 'on' | 'off';
  /** The address that browsers use; cookies are Secure when it is https. */
  readonly publicUrl: string;
  /** Base address of the auth service, without a trailing slash: where its keys are fetched. */
  readonly authUrl?: string;
  /** Instead of `authUrl`: the provider (an `AccessKeys`) that holds the keys in this very service. */
  readonly keysFrom?: InjectionToken<AccessKeys>;
  /** The provider that is asked for fresh access tokens: `RequestClient`. Needed with sign-in on. */
  readonly renewThrough?: InjectionToken<LoginRenewals>;
  /** The modules that export `keysFrom`. */
  readonly imports?: ModuleMetadata['imports'];
  readonly clock?: Clock;
}

/** Guards every HTTP route of a service: each needs an owner unless it is `@Public()`. */
@Module({})
export class SecurityModule {
  static register(options: SecurityOptions): DynamicModule {
    const clock = options.clock ?? systemClock;
    return {
      module: SecurityModule,
      global: true,
      imports: options.imports ?? [],
      providers: [
        { provide: IdentityCookies, useFactory: () => new IdentityCookies(options.publicUrl) },
        {
          provide: AccessTokenVerifier,
          inject: options.keysFrom ? [options.keysFrom] : [],
          useFactory: (held?: AccessKeys) => new AccessTokenVerifier(held ?? keysAt(options, clock), clock),
        },
        {
          provide: IdentityResolver,
          inject: [AccessTokenVerifier, IdentityCookies, ModuleRef],
          useFactory: (verifier: AccessTokenVerifier, cookies: IdentityCookies, modules: ModuleRef) =>
            new IdentityResolver(options.signIn, verifier, cookies, () => renewalsOf(options, modules)),
        },
        SocketIdentity,
        { provide: APP_GUARD, useClass: OwnerGuard },
      ],
      exports: [AccessTokenVerifier, IdentityCookies, SocketIdentity],
    };
  }
}

function keysAt(options: SecurityOptions, clock: Clock): AccessKeys {
  if (options.authUrl) return new RemoteAccessKeys(options.authUrl, clock);
  if (options.signIn === 'on')
    throw new TypeError('SecurityModule needs authUrl or keysFrom with sign-in on.');
  return { keyOf: () => Promise.reject(new TypeError('Sign-in is off: there are no keys.')) };
}

function renewalsOf({ renewThrough }: SecurityOptions, modules: ModuleRef): LoginRenewals {
  if (!renewThrough) throw new TypeError('SecurityModule needs renewThrough with sign-in on.');
  return modules.get<LoginRenewals>(renewThrough, { strict: false });
}
