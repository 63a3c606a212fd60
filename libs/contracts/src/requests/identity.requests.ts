import { Type } from 'class-transformer';
import { IsOptional, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import { defineRequest } from '../definitions.js';
import { PersistedUserDto } from '../dto/user.dto.js';

/** Who is the user with this id? */
export class DescribeUserQuestion {
  @IsUUID()
  userId: string;

  /** The id of a `UserMetadataChanged` that the answer must have seen; it is waited for as long as the deadline allows. */
  @IsOptional()
  @IsUUID()
  after?: string;
}

export class DescribeUserAnswer {
  /** Absent when there is none, or none any more. */
  @IsOptional()
  @ValidateNested()
  @Type(() => PersistedUserDto)
  user?: PersistedUserDto;
}

export const DescribeUser = defineRequest({
  name: 'auth.describe-user',
  version: 1,
  service: 'auth',
  deadlineMs: 3_000,
  question: DescribeUserQuestion,
  answer: DescribeUserAnswer,
});

/** A fresh access token for a login whose token ran out. */
export class RenewLoginQuestion {
  /** The secret of the login's HttpOnly cookie. */
  @IsString()
  @Length(20, 200)
  secret: string;
}

export class RenewLoginAnswer {
  /** Absent when the login has ended or never was. */
  @IsOptional()
  @IsString()
  accessToken?: string;
}

export const RenewLogin = defineRequest({
  name: 'auth.renew-login',
  version: 1,
  service: 'auth',
  deadlineMs: 3_000,
  question: RenewLoginQuestion,
  answer: RenewLoginAnswer,
});
