import { Injectable } from '@nestjs/common';
import type { RenewLogin, RenewLoginAnswer, RenewLoginQuestion } from '#libs/contracts';
import type { LoginRenewals } from '#libs/security';
import { LoginsService } from './logins.service.js';

/** Renewal for this service's own guard: no detour over the bus. */
@Injectable()
export class LocalRenewalsService implements LoginRenewals {
  constructor(private readonly logins: LoginsService) {}

  async ask(_: typeof RenewLogin, { secret }: RenewLoginQuestion): Promise<RenewLoginAnswer> {
    return { accessToken: await this.logins.renew(secret) };
  }
}
