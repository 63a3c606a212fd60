import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { PersistedUserDto } from '#libs/contracts';
import { User } from './user.entity.js';

@Injectable()
export class UsersService {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  findByIdentifier(tenantId: string, identifier: string): Promise<User | null> {
    return this.users.findOneBy({ tenantId, identifier });
  }

  async describe(userId: string): Promise<PersistedUserDto | undefined> {
    const user = await this.users.findOneBy({ id: userId });
    if (!user) return undefined;
    return Object.assign(new PersistedUserDto(), {
      id: user.id,
      createdAt: user.createdAt.toISOString(),
      identifier: user.identifier,
      metadata: user.metadata,
      roles: user.roles,
      groups: user.groups,
      ...(user.displayName !== null && { displayName: user.displayName }),
    });
  }
}
