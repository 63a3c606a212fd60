import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { MessagingModule } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { DatabaseModule } from '#libs/persistence';
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
}

@Module({})
export class AuthModule {
  static register(parts: MessagingParts, { signIn, publicUrl, databaseUrl }: AuthOptions): DynamicModule {
    return {
      module: AuthModule,
      global: true,
      imports: [
        MessagingModule.register(parts),
        DatabaseModule.forRoot(authDatabase(databaseUrl)),
        SecurityModule.register({
          signIn,
          publicUrl,
          clock: parts.clock,
          imports: [TokensModule],
          keysFrom: SigningKeysService,
          renewThrough: LocalRenewalsService,
        }),
        UsersModule,
        TokensModule,
        LoginModule,
      ],
      controllers: [SessionCookieController],
      providers: [{ provide: AuthSettings, useValue: new AuthSettings(signIn, parts.clock) }],
      exports: [AuthSettings],
    };
  }
}
