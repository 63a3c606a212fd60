import { Transform, Type } from 'class-transformer';
import { IsDefined, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { FeedbackDto } from '#libs/contracts';

/** Feedback as clients send it: some with the run's thread, some without. */
export class GivenFeedbackDto extends FeedbackDto {
  /** Clients that know no thread may send an empty one. */
  @Transform(({ value }: { value: unknown }) => (value === '' ? undefined : value))
  @IsOptional()
  @IsUUID()
  threadId?: string | null;
}

/** What somebody thinks of a run (wire protocol §2.2, route 13). */
export class SetFeedbackDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => GivenFeedbackDto)
  feedback: GivenFeedbackDto;

  /** The tab in which it was given. */
  @IsOptional()
  @IsUUID()
  sessionId?: string | null;
}
