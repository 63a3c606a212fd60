import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsJsonObject, MAX_STEP_TEXT } from '#libs/contracts';
import type { JsonObject } from '#libs/contracts';

/** Files that one message may carry at the most. */
const MAX_FILES = 20;

/** The step a client sends as its message; other keys are ignored (wire protocol §4.1). */
export class ClientStepDto {
  @IsUUID(4, { message: 'message.id must be a UUID of version 4' })
  id: string;

  @IsString()
  @MaxLength(MAX_STEP_TEXT)
  output: string;

  @IsOptional()
  @IsString()
  @MaxLength(255)
  name?: string;

  @IsOptional()
  @IsUUID()
  parentId?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(255)
  command?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(64)
  language?: string | null;

  @IsOptional()
  @IsObject()
  @IsJsonObject()
  metadata?: JsonObject;
}

/** A file that was uploaded before. */
export class FileReferenceDto {
  @IsUUID('all', { message: 'fileReferences must name files by their ids' })
  id: string;
}

/** The payload of `client_message`. */
export class ClientMessageDto {
  @IsObject({ message: 'message must be an object' })
  @ValidateNested()
  @Type(() => ClientStepDto)
  message: ClientStepDto;

  @IsOptional()
  @IsArray({ message: 'fileReferences must be a list' })
  @ArrayMaxSize(MAX_FILES, { message: `fileReferences must name at most ${MAX_FILES} files` })
  @ValidateNested({ each: true, message: 'fileReferences must name files by their ids' })
  @Type(() => FileReferenceDto)
  fileReferences?: FileReferenceDto[] | null;
}
