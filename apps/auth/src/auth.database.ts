import type { DatabaseOptions } from '#libs/persistence';
import { UsersKeysLogins1763900000000 } from './migrations/1763900000000-users-keys-logins.migration.js';
import { RolesGroupsChanges1764000000000 } from './migrations/1764000000000-roles-groups-changes.migration.js';
import { Login } from './tokens/login.entity.js';
import { SigningKey } from './tokens/signing-key.entity.js';
import { AppliedUserChange } from './users/applied-user-change.entity.js';
import { User } from './users/user.entity.js';

/** This service's part of the database at a URL. */
export function authDatabase(url: string): DatabaseOptions {
  return {
    url,
    schema: 'auth',
    entities: [User, AppliedUserChange, SigningKey, Login],
    migrations: [UsersKeysLogins1763900000000, RolesGroupsChanges1764000000000],
  };
}
