import { validate } from 'class-validator';
import type { DataSource } from 'typeorm';
import { QueryFailedError } from 'typeorm';
import { DEFAULT_TENANT, MAX_USER_METADATA_BYTES, UserDto } from '#libs/contracts';
import type { JsonObject } from '#libs/contracts';
import { storableJson } from '#libs/persistence';
import { createIds, DomainError, systemClock, systemRandom } from '#libs/platform';
import { namesOf } from './names.js';
import { hashPassword } from './password-hash.js';
import { User } from './user.entity.js';

export interface NewUser {
  readonly identifier: string;
  readonly displayName?: string;
  readonly metadata?: JsonObject;
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
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
  const metadata = storableJson(described.metadata);
  if (Buffer.byteLength(metadata) > MAX_USER_METADATA_BYTES)
    throw new DomainError(
      'invalid_input',
      `A user's metadata takes at most ${MAX_USER_METADATA_BYTES} bytes.`,
    );
  const user = Object.assign(new User(), {
    id: createIds(systemClock, systemRandom).next(),
    tenantId: given.tenantId ?? DEFAULT_TENANT,
    identifier: described.identifier,
    displayName: described.displayName ?? null,
    metadata: JSON.parse(metadata) as JsonObject,
    roles: namesOf('role', given.roles ?? []),
    groups: namesOf('group', given.groups ?? []),
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
