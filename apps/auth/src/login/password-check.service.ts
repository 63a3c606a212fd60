import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { DEFAULT_TENANT } from '#libs/contracts';
import { hashPassword, passwordMatches } from '../users/password-hash.js';
import type { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';

@Injectable()
export class PasswordCheckService implements OnModuleInit {
  private nobodysHash: string;

  constructor(private readonly users: UsersService) {}

  async onModuleInit(): Promise<void> {
    this.nobodysHash = await hashPassword(randomBytes(32).toString('base64url'));
  }

  /** The user with this password. Costs the same time whether or not there is a user of the name. */
  async check(identifier: string, password: string): Promise<User | undefined> {
    const user = await this.users.findByIdentifier(DEFAULT_TENANT, identifier);
    const matches = await passwordMatches(user?.passwordHash ?? this.nobodysHash, password);
    return user?.passwordHash && matches ? user : undefined;
  }
}
