import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsOptional,
  IsObject,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsJsonObject, MAX_STEP_TEXT } from '#libs/contracts';
import type { JsonObject } from '#libs/contracts';

/** The step a client sends as its message; other keys are ignored (wire protocol §4.1). */
export class ClientStepDto {
  @IsUUID(4, { message: 'message.id must be a UUID of version 4' })
  id: string;

  @IsString()
  @Length(1, MAX_STEP_TEXT)
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

/** The payload of `client_message`. */
export class ClientMessageDto {
  @IsObject({ message: 'message must be an object' })
  @ValidateNested()
  @Type(() => ClientStepDto)
  message: ClientStepDto;

  @IsOptional()
  @ArrayMaxSize(0, { message: 'files cannot be sent to this app' })
  fileReferences?: unknown[] | null;
}
