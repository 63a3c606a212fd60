import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsUUID, Matches, ValidateNested } from 'class-validator';
import { defineRequest } from '../definitions.js';
import { APP_NAME } from '../dto/app-manifest.dto.js';
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

  /** The app that the thread is with, when it is resumed. */
  @IsOptional()
  @Matches(APP_NAME)
  app?: string;

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
