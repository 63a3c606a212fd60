import type { DataSource } from 'typeorm';
import { DEFAULT_TENANT } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { namesOf } from './names.js';
import { User } from './user.entity.js';

/** What a user is to have from now on; what is left out stays. */
export interface Assignment {
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
}

/**
 * The user, with the roles and groups that were given. Apps see them three seconds later at the latest, in open
 * conversations too; access tokens carry the roles from their next renewal on, ten minutes at the latest.
 *
 * @throws DomainError `not_found` when there is no such user, `invalid_input` for names that cannot be any
 */
export async function assignUser(
  dataSource: DataSource,
  identifier: string,
  { roles, groups }: Assignment,
  tenantId: string = DEFAULT_TENANT,
): Promise<User> {
  const change = {
    ...(roles && { roles: namesOf('role', roles) }),
    ...(groups && { groups: namesOf('group', groups) }),
  };
  const users = dataSource.getRepository(User);
  if (Object.keys(change).length > 0) await users.update({ tenantId, identifier }, change);
  const user = await users.findOneBy({ tenantId, identifier });
  if (!user)
    throw new DomainError(
      'not_found',
      `There is no user "${identifier}". Add one: heddle user add ${identifier}`,
    );
  return user;
}
