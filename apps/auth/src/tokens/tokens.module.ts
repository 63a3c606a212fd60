import { Module } from '@nestjs/common';
import { AccessTokensService } from './access-tokens.service.js';
import { LocalRenewalsService } from './local-renewals.service.js';
import { LoginsService } from './logins.service.js';
import { SigningKeysService } from './signing-keys.service.js';
import { TokensController } from './tokens.controller.js';

@Module({
  controllers: [TokensController],
  providers: [SigningKeysService, AccessTokensService, LoginsService, LocalRenewalsService],
  exports: [SigningKeysService, LoginsService, LocalRenewalsService],
})
export class TokensModule {}
