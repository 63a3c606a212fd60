import { IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { IsJsonObject } from './json.js';
import type { JsonObject } from './json.js';

/** A button under a message (wire protocol §6.10). */
export class ActionDto {
  @IsUUID()
  id: string;

  /** Which of the app's `onAction` handlers it calls. */
  @IsString()
  @Length(1, 255)
  name: string;

  @IsJsonObject()
  payload: JsonObject = {};

  @IsString()
  @MaxLength(255)
  label: string = '';

  @IsString()
  @MaxLength(2_000)
  tooltip: string = '';

  /** A Lucide name. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  icon?: string | null;

  /** The message it stands under. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  forId?: string | null;
}
