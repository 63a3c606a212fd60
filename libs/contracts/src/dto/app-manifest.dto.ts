import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { ChatProfileDto, StarterDto } from './chat-profile.dto.js';

/** Names of chat apps: they become part of topic and group names. */
export const APP_NAME = /^[a-z][a-z0-9-]{0,39}$/;

/** How an app wants its page to look. */
export class AppUiDto {
  /** The assistant's name, on the page and as the author of its messages. */
  @IsString()
  @MaxLength(255)
  name: string = 'Assistant';

  @IsString()
  @MaxLength(2_000)
  description: string = '';

  /** How much of the steps between question and answer is shown. */
  @IsIn(['hidden', 'tool_call', 'full'])
  cot: 'hidden' | 'tool_call' | 'full' = 'full';

  @IsOptional()
  @IsIn(['light', 'dark'])
  defaultTheme?: 'light' | 'dark';
}

/** What a chat app tells the deployment about itself when its first worker starts. */
export class AppManifestDto {
  @Matches(APP_NAME)
  app: string;

  /** Changes whenever anything else in the manifest does. */
  @IsString()
  version: string;

  @ValidateNested()
  @Type(() => AppUiDto)
  ui: AppUiDto;

  /** The app's readme in Markdown. */
  @IsOptional()
  @IsString()
  @MaxLength(100_000)
  readme?: string;

  /** The profiles that do not depend on who asks; shown while no worker answers. */
  @ValidateNested({ each: true })
  @Type(() => ChatProfileDto)
  profiles: ChatProfileDto[];

  /** Whether the workers decide the profiles for each user. */
  @IsBoolean()
  hasProfilesHook: boolean;

  @ValidateNested({ each: true })
  @Type(() => StarterDto)
  starters: StarterDto[];
}
