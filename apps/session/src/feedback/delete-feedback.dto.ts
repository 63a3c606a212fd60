import { IsUUID } from 'class-validator';

/** Which feedback is taken back (wire protocol §2.2, route 14). */
export class DeleteFeedbackDto {
  @IsUUID()
  feedbackId: string;
}
