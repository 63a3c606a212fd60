import { IsIn, IsInt, IsNumber, IsOptional, IsString, IsUUID, Min } from 'class-validator';

/** What kinds of answer a turn can wait for (wire protocol §6.11). */
export const ASK_TYPES = ['text', 'file', 'action', 'element'] as const;

export type AskType = (typeof ASK_TYPES)[number];

/** MIME types, or patterns such as `image/*`; as a map, each with the file extensions that go with it. */
export type AcceptedFiles = readonly string[] | Readonly<Record<string, readonly string[]>>;

/** What a turn waits for (wire protocol §6.11). */
export class AskSpecDto {
  @IsIn(ASK_TYPES)
  type: AskType;

  /** The question's message. Its id is the ask's id. */
  @IsUUID()
  stepId: string;

  /** Milliseconds since the epoch: an answer that comes later does not count. */
  @IsInt()
  @Min(0)
  deadline: number;

  /** Of a file ask: which files. */
  @IsOptional()
  accept?: AcceptedFiles;

  /** Of a file ask. */
  @IsOptional()
  @IsInt()
  @Min(1)
  maxFiles?: number;

  /** Of a file ask: MiB of each file at the most. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  maxSizeMb?: number;

  /** Of an action ask: the ids of the actions to choose from. */
  @IsOptional()
  @IsString({ each: true })
  keys?: string[];

  /** Of an element ask. */
  @IsOptional()
  @IsUUID()
  elementId?: string;
}
