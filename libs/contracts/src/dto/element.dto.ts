import { IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { JsonObject } from './json.js';

/** Every kind of element (wire protocol §6.6). */
export const ELEMENT_TYPES = [
  'image',
  'text',
  'pdf',
  'audio',
  'video',
  'file',
  'plotly',
  'dataframe',
  'tasklist',
  'custom',
] as const;

/** Something attached to a step: a picture, a file, a text (wire protocol §6.6). */
export class ElementDto {
  @IsUUID()
  id: string;

  @IsUUID()
  threadId: string;

  /** The step it belongs to. */
  @IsString()
  forId: string;

  @IsIn(ELEMENT_TYPES)
  type: (typeof ELEMENT_TYPES)[number];

  @IsString()
  @MaxLength(255)
  name: string;

  @IsIn(['inline', 'side', 'page'])
  display: 'inline' | 'side' | 'page' = 'inline';

  @IsOptional()
  @IsString()
  url?: string | null;

  @IsOptional()
  @IsString()
  chainlitKey?: string | null;

  @IsOptional()
  @IsString()
  objectKey?: string | null;

  @IsOptional()
  @IsIn(['small', 'medium', 'large'])
  size?: 'small' | 'medium' | 'large' | null;

  @IsOptional()
  @IsObject()
  props?: JsonObject | null;

  @IsOptional()
  @IsInt()
  page?: number | null;

  @IsOptional()
  @IsBoolean()
  autoPlay?: boolean | null;

  @IsOptional()
  @IsObject()
  playerConfig?: JsonObject | null;

  @IsOptional()
  @IsString()
  language?: string | null;

  @IsOptional()
  @IsString()
  mime?: string | null;
}
