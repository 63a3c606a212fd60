import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import { Strategy } from 'passport-local';
import type { User } from '../users/user.entity.js';
import type { PasswordCheckService } from './password-check.service.js';

export const PASSWORD_STRATEGY = 'heddle-password';

/**
 * Passport keeps one strategy of a name per process, and a process may hold several auth services: the check comes
 * with the request, from the guard of the service that got it.
 */
export interface PasswordRequest extends Request {
  passwordCheck: PasswordCheckService;
}

@Injectable()
export class PasswordStrategy extends PassportStrategy(Strategy, PASSWORD_STRATEGY) {
  constructor() {
    super({ passReqToCallback: true });
  }

  async validate(request: PasswordRequest, username: string, password: string): Promise<User | false> {
    return (await request.passwordCheck.check(username, password)) ?? false;
  }
}
