import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, MoreThan, Repository } from 'typeorm';
import { createIds, systemRandom } from '#libs/platform';
import { AuthSettings } from '../auth-settings.js';
import type { User } from '../users/user.entity.js';
import { AccessTokensService } from './access-tokens.service.js';
import { Login } from './login.entity.js';

const LIFETIME_SECONDS = 15 * 24 * 3_600;

export interface OpenedLogin {
  readonly accessToken: string;
  readonly secret: string;
  readonly lifetimeSeconds: number;
}

@Injectable()
export class LoginsService {
  constructor(
    @InjectRepository(Login) private readonly logins: Repository<Login>,
    private readonly accessTokens: AccessTokensService,
    private readonly settings: AuthSettings,
  ) {}

  async open(user: User): Promise<OpenedLogin> {
    const { id: userId, tenantId } = user;
    const { clock } = this.settings;
    const id = createIds(clock, systemRandom).secret();
    const secret = randomBytes(32).toString('base64url');
    await this.logins.insert({
      id,
      tenantId,
      userId,
      secretHash: hashOf(secret),
      expiresAt: new Date(clock.now() + LIFETIME_SECONDS * 1_000),
      lastUsedAt: this.now(),
    });
    const accessToken = await this.accessTokens.issue(user, id);
    return { accessToken, secret, lifetimeSeconds: LIFETIME_SECONDS };
  }

  /** A fresh access token, or undefined when the login has ended or never was. */
  async renew(secret: string): Promise<string | undefined> {
    const login = await this.logins.findOne({
      where: { secretHash: hashOf(secret), endedAt: IsNull(), expiresAt: MoreThan(this.now()) },
      relations: { user: true },
    });
    if (!login) return undefined;
    await this.logins.update({ id: login.id }, { lastUsedAt: this.now() });
    return this.accessTokens.issue(login.user, login.id);
  }

  async end(secret: string): Promise<void> {
    await this.logins.update({ secretHash: hashOf(secret), endedAt: IsNull() }, { endedAt: this.now() });
  }

  private now(): Date {
    return new Date(this.settings.clock.now());
  }
}

/** A fast hash is enough for 256 bits of chance. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
