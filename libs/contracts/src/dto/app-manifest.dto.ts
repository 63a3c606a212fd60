import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { AcceptedFiles } from './ask.dto.js';
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

/** Which files users may send with a message of their own accord (wire protocol §2.2, route 25). */
export class FileUploadDto {
  @IsBoolean()
  enabled: boolean = false;

  /** Absent: any. */
  @IsOptional()
  accept?: AcceptedFiles;

  /** Files of one message at the most. */
  @IsOptional()
  @IsInt()
  @Min(1)
  maxFiles?: number;

  /** MiB of each file at the most. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  maxSizeMb?: number;
}

/** What an app's page offers beyond text. */
export class AppFeaturesDto {
  @ValidateNested()
  @Type(() => FileUploadDto)
  spontaneousFileUpload: FileUploadDto = new FileUploadDto();
}

/** The handlers of an app that gateway and services have to know of: what nobody handles is not sent. */
export const ANNOUNCED_HOOKS = [
  'onChatStart',
  'onChatResume',
  'onChatEnd',
  'onConnect',
  'onDisconnect',
  'onMessage',
  'onSettingsUpdate',
  'onSettingsEdit',
  'onStop',
  'setChatProfiles',
  'setStarters',
] as const;

export type AnnouncedHook = (typeof ANNOUNCED_HOOKS)[number];

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

  @ValidateNested()
  @Type(() => AppFeaturesDto)
  features: AppFeaturesDto = new AppFeaturesDto();

  /** Keys that users have to supply before they can chat (wire protocol §6.3, `userEnv`). */
  @IsString({ each: true })
  userEnv: string[] = [];

  /** The handlers that the app has. */
  @IsIn(ANNOUNCED_HOOKS, { each: true })
  hooks: AnnouncedHook[] = [];

  /** The names of actions that the app handles. */
  @IsString({ each: true })
  actions: string[] = [];

  /** The profiles that do not depend on who asks, those for certain roles or groups included; shown while no worker answers. */
  @ValidateNested({ each: true })
  @Type(() => ChatProfileDto)
  profiles: ChatProfileDto[];

  @ValidateNested({ each: true })
  @Type(() => StarterDto)
  starters: StarterDto[];
}
