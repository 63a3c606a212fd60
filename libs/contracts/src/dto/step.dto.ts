import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { FeedbackDto } from './feedback.dto.js';
import type { JsonObject } from './json.js';

/** The kinds of step that are messages. */
export const MESSAGE_TYPES = ['user_message', 'assistant_message', 'system_message'] as const;

/** Every kind of step, in the words of the wire protocol (§6.4). */
export const STEP_TYPES = [
  ...MESSAGE_TYPES,
  'run',
  'tool',
  'llm',
  'embedding',
  'retrieval',
  'rerank',
  'undefined',
] as const;

export type StepType = (typeof STEP_TYPES)[number];

/** Characters of one step's input or output at the most. */
export const MAX_STEP_TEXT = 1_000_000;

/** Bytes of one step as JSON at the most: with what a record says besides, it fits into one. */
export const MAX_STEP_BYTES = 950_000;

/** Anything shown in a thread: a message, or a run, tool, llm, … step (wire protocol §6.4). */
export class StepDto {
  @IsUUID()
  id: string;

  @IsUUID()
  threadId: string;

  @IsOptional()
  @IsUUID()
  parentId?: string | null;

  @IsString()
  @MaxLength(255)
  name: string;

  @IsIn(STEP_TYPES)
  type: StepType;

  /** Absent on messages. */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_STEP_TEXT)
  input?: string;

  @IsString()
  @MaxLength(MAX_STEP_TEXT)
  output: string;

  /** ISO 8601, UTC. */
  @IsOptional()
  @IsISO8601()
  createdAt?: string | null;

  @IsOptional()
  @IsISO8601()
  start?: string | null;

  /** Null while a step runs. */
  @IsOptional()
  @IsISO8601()
  end?: string | null;

  @IsBoolean()
  streaming: boolean = false;

  @IsBoolean()
  isError: boolean = false;

  @IsOptional()
  @IsBoolean()
  waitForAnswer?: boolean;

  @IsOptional()
  @IsString()
  @MaxLength(255)
  command?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(64)
  language?: string | null;

  /** A code language for the input, or whether to show it. */
  @IsOptional()
  showInput?: boolean | string;

  @IsOptional()
  @IsBoolean()
  defaultOpen?: boolean;

  /** Whether the page folds the step when it ends. */
  @IsOptional()
  @IsBoolean()
  autoCollapse?: boolean;

  @IsObject()
  metadata: JsonObject = {};

  @IsOptional()
  @IsString({ each: true })
  tags?: string[] | null;

  /** What the owner thinks of a run: only in the history. */
  @IsOptional()
  @ValidateNested()
  @Type(() => FeedbackDto)
  feedback?: FeedbackDto | null;
}
