import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

/** A thumb on a run, with a comment (wire protocol §6.7). */
export class FeedbackDto {
  @IsOptional()
  @IsUUID()
  id?: string | null;

  /** The run it judges. */
  @IsUUID()
  forId: string;

  /** 1 is up, 0 is down. */
  @IsIn([0, 1])
  value: 0 | 1;

  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  comment?: string | null;
}
