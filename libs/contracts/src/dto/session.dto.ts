import { Type } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, IsUUID, Length, Matches, ValidateNested } from 'class-validator';
import { PersistedUserDto } from './user.dto.js';

/** The tenant of deployments that have only one. */
export const DEFAULT_TENANT = 'default';

/** Who owns a session and its thread: a signed-in user, or a guest when sign-in is off. Exactly one is set. */
export class OwnerDto {
  @IsString()
  @Length(1, 64)
  tenantId: string = DEFAULT_TENANT;

  @IsOptional()
  @IsUUID()
  userId?: string;

  @IsOptional()
  @IsUUID()
  guestId?: string;
}

/** A browser tab's lineage: what every event of a session says about it. */
export class SessionDto {
  @IsUUID()
  id: string;

  @ValidateNested()
  @Type(() => OwnerDto)
  owner: OwnerDto;

  /** Absent for a guest. */
  @IsOptional()
  @ValidateNested()
  @Type(() => PersistedUserDto)
  user?: PersistedUserDto;

  @IsOptional()
  @IsString()
  @Length(1, 255)
  chatProfile?: string;

  /** Any short word, such as `webapp` or `copilot`. */
  @Matches(/^[\w.-]{1,32}$/)
  clientType: string;

  /** BCP 47, from the browser. */
  @Matches(/^[a-zA-Z0-9-]{1,35}$/)
  language: string;

  /** Whether the user supplied keys of their own; they are kept, encrypted, in the live store. */
  @IsOptional()
  @IsBoolean()
  hasEnv?: boolean;
}
