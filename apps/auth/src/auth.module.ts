import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { DatabaseModule } from '#libs/persistence';
import { systemClock } from '#libs/platform';
import type { Clock } from '#libs/platform';
import { SecurityModule } from '#libs/security';
import { AuthSettings } from './auth-settings.js';
import { authDatabase } from './auth.database.js';
import { SessionCookieController } from './guests/session-cookie.controller.js';
import { LoginModule } from './login/login.module.js';
import { LocalRenewalsService } from './tokens/local-renewals.service.js';
import { SigningKeysService } from './tokens/signing-keys.service.js';
import { TokensModule } from './tokens/tokens.module.js';
import { UsersModule } from './users/users.module.js';

export interface AuthOptions {
  readonly signIn: 'on' | 'off';
  /** The address that browsers use. */
  readonly publicUrl: string;
  readonly databaseUrl: string;
  readonly clock?: Clock;
}

/** The auth service, but for the bus. */
@Module({})
export class AuthModule {
  static register({ signIn, publicUrl, databaseUrl, clock = systemClock }: AuthOptions): DynamicModule {
    return {
      module: AuthModule,
      global: true,
      imports: [
        DatabaseModule.forRoot(authDatabase(databaseUrl)),
        SecurityModule.register({
          signIn,
          publicUrl,
          clock,
          imports: [TokensModule],
          keysFrom: SigningKeysService,
          renewThrough: LocalRenewalsService,
        }),
        UsersModule,
        TokensModule,
        LoginModule,
      ],
      controllers: [SessionCookieController],
      providers: [{ provide: AuthSettings, useValue: new AuthSettings(signIn, clock) }],
      exports: [AuthSettings],
    };
  }
}
