import { IsISO8601, IsObject, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { IsJsonObject } from './json.js';
import type { JsonObject } from './json.js';

/** What a user's metadata may take as JSON, in bytes. */
export const MAX_USER_METADATA_BYTES = 64 * 1024;

/** Who signed in. */
export class UserDto {
  /** Unique in the tenant: a login name, an e-mail address or what the identity provider calls the user. */
  @IsString()
  @Length(1, 255)
  identifier: string;

  @IsOptional()
  @IsString()
  @Length(1, 255)
  displayName?: string;

  /** Whatever the app and the identity provider keep about the user. */
  @IsObject()
  @IsJsonObject()
  metadata: JsonObject = {};
}

/** A user that the auth service has stored. */
export class PersistedUserDto extends UserDto {
  @IsUUID()
  id: string;

  /** ISO 8601, UTC. */
  @IsISO8601()
  createdAt: string;

  /** What the user may do; the app reads them, the deployment decides them. */
  @IsString({ each: true })
  roles: string[] = [];

  @IsString({ each: true })
  groups: string[] = [];
}
