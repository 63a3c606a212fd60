import { validate } from 'class-validator';
import type { DataSource } from 'typeorm';
import { QueryFailedError } from 'typeorm';
import { DEFAULT_TENANT, UserDto } from '#libs/contracts';
import type { JsonObject } from '#libs/contracts';
import { createIds, DomainError, systemClock, systemRandom } from '#libs/platform';
import { hashPassword } from './password-hash.js';
import { User } from './user.entity.js';

export interface NewUser {
  readonly identifier: string;
  readonly displayName?: string;
  readonly metadata?: JsonObject;
  /** Absent for a user who cannot sign in by password. */
  readonly password?: string;
  readonly tenantId?: string;
}

/** @throws DomainError `invalid_input`, or `conflict` when the tenant has a user of this identifier */
export async function addUser(dataSource: DataSource, given: NewUser): Promise<User> {
  const described = Object.assign(new UserDto(), {
    identifier: given.identifier,
    displayName: given.displayName,
    metadata: given.metadata ?? {},
  });
  const problems = (await validate(described)).flatMap((error) => Object.values(error.constraints ?? {}));
  if (problems.length > 0) throw new DomainError('invalid_input', problems.join('; '));
  const user = Object.assign(new User(), {
    id: createIds(systemClock, systemRandom).next(),
    tenantId: given.tenantId ?? DEFAULT_TENANT,
    identifier: described.identifier,
    displayName: described.displayName ?? null,
    metadata: described.metadata,
    passwordHash: given.password === undefined ? null : await hashPassword(given.password),
  });
  try {
    await dataSource.manager.save(user);
  } catch (error) {
    if (isDuplicate(error)) {
      throw new DomainError('conflict', `There is a user "${user.identifier}" already.`, { cause: error });
    }
    throw error;
  }
  return user;
}

function isDuplicate(error: unknown): boolean {
  return error instanceof QueryFailedError && 'code' in error && error.code === '23505';
}
