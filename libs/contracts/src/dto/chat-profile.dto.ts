import { Type } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, Length, MaxLength, ValidateNested } from 'class-validator';

/** A suggested first message. */
export class StarterDto {
  @IsString()
  @Length(1, 255)
  label: string;

  @IsString()
  @Length(1, 20_000)
  message: string;

  /** Arrives as the message's `command`. */
  @IsOptional()
  @IsString()
  command?: string;

  /** A Lucide name or a URL. */
  @IsOptional()
  @IsString()
  icon?: string;
}

/** A way to talk to a chat app. The name is unique in a deployment. */
export class ChatProfileDto {
  @IsString()
  @Length(1, 255)
  name: string;

  @IsOptional()
  @IsString()
  @MaxLength(255)
  displayName?: string;

  @IsString()
  @MaxLength(20_000)
  markdownDescription: string;

  /** A Lucide name or a URL. */
  @IsOptional()
  @IsString()
  icon?: string;

  @IsOptional()
  @IsBoolean()
  default?: boolean;

  /** An empty list hides the app's own starters. */
  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => StarterDto)
  starters?: StarterDto[];

  /** Only users who have one of these roles, or are in one of `groups`, see and may use it. */
  @IsOptional()
  @IsString({ each: true })
  roles?: string[];

  @IsOptional()
  @IsString({ each: true })
  groups?: string[];
}
