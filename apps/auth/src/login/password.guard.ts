import { Injectable } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { DomainError } from '#libs/platform';
import { PasswordCheckService } from './password-check.service.js';
import { PASSWORD_STRATEGY } from './password.strategy.js';
import type { PasswordRequest } from './password.strategy.js';

@Injectable()
export class PasswordGuard extends AuthGuard(PASSWORD_STRATEGY) {
  constructor(private readonly passwordCheck: PasswordCheckService) {
    super();
  }

  override getRequest(context: ExecutionContext): PasswordRequest {
    const request = context.switchToHttp().getRequest<PasswordRequest>();
    request.passwordCheck = this.passwordCheck;
    return request;
  }

  override handleRequest<TUser>(error: Error | null, user: TUser | false): TUser {
    if (error) throw error;
    if (!user) throw new DomainError('unauthenticated', 'credentialssignin');
    return user;
  }
}
