import { IsString, IsUUID, Length } from 'class-validator';
import { defineEvent } from '../definitions.js';
import { IsJsonObject } from '../dto/json.js';
import type { JsonObject } from '../dto/json.js';
import { IdentityEvents } from '../topics.js';

/**
 * A turn changed what the app keeps about its user. Applied once, whatever arrives twice; changes of different keys by
 * turns side by side both survive. Its id is UUIDv5(turn id, 'user metadata').
 */
export class UserMetadataChangedDto {
  @IsString()
  @Length(1, 64)
  tenantId: string;

  @IsUUID()
  userId: string;

  /** A JSON merge patch (RFC 7386). */
  @IsJsonObject()
  patch: JsonObject;
}

export const UserMetadataChanged = defineEvent({
  name: 'identity.user-metadata-changed',
  version: 1,
  topic: IdentityEvents,
  lane: 'turns',
  payload: UserMetadataChangedDto,
  key: (data) => data.userId,
});
