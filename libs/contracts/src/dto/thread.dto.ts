import { Type } from 'class-transformer';
import {
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { ElementDto } from './element.dto.js';
import type { JsonObject } from './json.js';
import { StepDto } from './step.dto.js';

/** A conversation and its history (wire protocol §6.5). */
export class ThreadDto {
  @IsUUID()
  id: string;

  @IsISO8601()
  createdAt: string;

  @IsOptional()
  @IsString()
  @MaxLength(255)
  name?: string | null;

  @IsOptional()
  @IsUUID()
  userId?: string | null;

  @IsOptional()
  @IsString()
  userIdentifier?: string | null;

  @IsOptional()
  @IsString({ each: true })
  tags?: string[] | null;

  @IsObject()
  metadata: JsonObject = {};

  /** Flat; a parent comes before its children. */
  @ValidateNested({ each: true })
  @Type(() => StepDto)
  steps: StepDto[];

  @ValidateNested({ each: true })
  @Type(() => ElementDto)
  elements: ElementDto[];
}
