import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { defineRequest } from '../definitions.js';
import { OwnerDto } from '../dto/session.dto.js';
import { ThreadDto } from '../dto/thread.dto.js';

/** May this owner open a session on this thread? */
export class OpenSessionQuestion {
  @IsUUID()
  sessionId: string;

  @IsUUID()
  threadId: string;

  @ValidateNested()
  @Type(() => OwnerDto)
  owner: OwnerDto;
}

export class OpenSessionAnswer {
  /**
   * `new`: nothing is stored under the thread's id. `foreign`: somebody else owns the thread, or the session, or the
   * owner has deleted the thread.
   */
  @IsIn(['new', 'resumed', 'foreign'])
  verdict: 'new' | 'resumed' | 'foreign';

  /** The whole thread, when it is resumed. */
  @IsOptional()
  @ValidateNested()
  @Type(() => ThreadDto)
  thread?: ThreadDto;
}

export const OpenSession = defineRequest({
  name: 'session.open',
  version: 1,
  service: 'session',
  deadlineMs: 5_000,
  question: OpenSessionQuestion,
  answer: OpenSessionAnswer,
});
