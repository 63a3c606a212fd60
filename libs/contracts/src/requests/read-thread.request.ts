import { Type } from 'class-transformer';
import { IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { defineRequest } from '../definitions.js';
import { OwnerDto } from '../dto/session.dto.js';
import { ThreadDto } from '../dto/thread.dto.js';

/** What does the history hold of this owner's thread? */
export class ReadThreadQuestion {
  @IsUUID()
  threadId: string;

  @ValidateNested()
  @Type(() => OwnerDto)
  owner: OwnerDto;
}

export class ReadThreadAnswer {
  /** Absent when there is none of the owner's. */
  @IsOptional()
  @ValidateNested()
  @Type(() => ThreadDto)
  thread?: ThreadDto;
}

export const ReadThread = defineRequest({
  name: 'session.read-thread',
  version: 1,
  service: 'session',
  deadlineMs: 5_000,
  question: ReadThreadQuestion,
  answer: ReadThreadAnswer,
});
