import { Transform } from 'class-transformer';
import { IsJSON, IsOptional, IsUUID, Matches, MaxLength, ValidateIf } from 'class-validator';

/** Ids are compared as texts, and some systems write theirs in capitals. */
const LowerCase = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? value.toLowerCase() : value,
);

/** The `auth` object of a Socket.IO CONNECT (wire protocol §3.1). */
export class HandshakeAuthDto {
  @Matches(/^[\w.-]{1,32}$/, { message: 'clientType must be a short word' })
  clientType: string;

  @LowerCase
  @IsUUID('all', { message: 'sessionId must be a UUID' })
  sessionId: string;

  /** Empty, or the thread to go on with. */
  @IsOptional()
  @ValidateIf((auth: HandshakeAuthDto) => auth.threadId !== '')
  @LowerCase
  @IsUUID('all', { message: 'threadId must be empty or a UUID' })
  threadId?: string;

  /** The text of a JSON object. */
  @IsOptional()
  @ValidateIf((auth: HandshakeAuthDto) => auth.userEnv !== '')
  @IsJSON({ message: 'userEnv must be JSON' })
  @MaxLength(65_536)
  userEnv?: string;

  /** URL-encoded once. */
  @IsOptional()
  @MaxLength(1_000)
  chatProfile?: string | null;
}
