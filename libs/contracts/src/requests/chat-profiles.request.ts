import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { defineRequest } from '../definitions.js';
import { ChatProfileDto } from '../dto/chat-profile.dto.js';
import { PersistedUserDto } from '../dto/user.dto.js';

/** Which profiles does the app offer this user? Put to the app's workers. */
export class ChatProfilesQuestion {
  @IsOptional()
  @ValidateNested()
  @Type(() => PersistedUserDto)
  user?: PersistedUserDto;

  @IsString()
  language: string;
}

export class ChatProfilesAnswer {
  @ValidateNested({ each: true })
  @Type(() => ChatProfileDto)
  profiles: ChatProfileDto[];
}

export const ChatProfiles = defineRequest({
  name: 'app.chat-profiles',
  version: 1,
  service: 'app',
  deadlineMs: 300,
  question: ChatProfilesQuestion,
  answer: ChatProfilesAnswer,
});
