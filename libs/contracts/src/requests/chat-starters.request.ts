import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { defineRequest } from '../definitions.js';
import { StarterDto } from '../dto/chat-profile.dto.js';
import { PersistedUserDto } from '../dto/user.dto.js';

/** Which first messages does the app suggest to this user? Put to the workers of an app that has `setStarters`. */
export class ChatStartersQuestion {
  @IsOptional()
  @ValidateNested()
  @Type(() => PersistedUserDto)
  user?: PersistedUserDto;

  @IsString()
  language: string;

  @IsOptional()
  @IsString()
  chatProfile?: string;
}

export class ChatStartersAnswer {
  @ValidateNested({ each: true })
  @Type(() => StarterDto)
  starters: StarterDto[];
}

export const ChatStarters = defineRequest({
  name: 'app.chat-starters',
  version: 1,
  service: 'app',
  deadlineMs: 300,
  question: ChatStartersQuestion,
  answer: ChatStartersAnswer,
});
