import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import { ACCESS_TOKEN } from '#libs/security';
import { AuthSettings } from '../auth-settings.js';
import type { User } from '../users/user.entity.js';
import { SigningKeysService } from './signing-keys.service.js';

@Injectable()
export class AccessTokensService {
  constructor(
    private readonly keys: SigningKeysService,
    private readonly settings: AuthSettings,
  ) {}

  issue({ id: userId, tenantId, roles }: User, loginId: string): Promise<string> {
    const issuedAt = Math.floor(this.settings.clock.now() / 1_000);
    const { kid, key } = this.keys.current;
    return new SignJWT({ tid: tenantId, sid: loginId, roles })
      .setProtectedHeader({ alg: ACCESS_TOKEN.algorithm, typ: ACCESS_TOKEN.type, kid })
      .setIssuer(ACCESS_TOKEN.issuer)
      .setAudience(ACCESS_TOKEN.audience)
      .setSubject(userId)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ACCESS_TOKEN.lifetimeSeconds)
      .sign(key);
  }
}
