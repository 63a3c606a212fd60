import { Controller, Get, Header } from '@nestjs/common';
import type { JSONWebKeySet } from 'jose';
import { RenewLogin, RenewLoginAnswer, RenewLoginQuestion } from '#libs/contracts';
import { Answers } from '#libs/messaging';
import { Public } from '#libs/security';
import { LoginsService } from './logins.service.js';
import { SigningKeysService } from './signing-keys.service.js';

@Controller()
export class TokensController {
  constructor(
    private readonly keys: SigningKeysService,
    private readonly logins: LoginsService,
  ) {}

  @Public()
  @Get('.well-known/jwks.json')
  @Header('Cache-Control', 'public, max-age=60')
  jwks(): JSONWebKeySet {
    return this.keys.jwks;
  }

  @Answers(RenewLogin)
  async renewLogin({ secret }: RenewLoginQuestion): Promise<RenewLoginAnswer> {
    const accessToken = await this.logins.renew(secret);
    return accessToken ? { accessToken } : {};
  }
}
