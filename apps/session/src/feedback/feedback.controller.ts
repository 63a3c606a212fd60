import { Body, Controller, Delete, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { OwnerDto } from '#libs/contracts';
import { CurrentOwner } from '#libs/security';
import { DeleteFeedbackDto } from './delete-feedback.dto.js';
import { FeedbackService } from './feedback.service.js';
import { SetFeedbackDto } from './set-feedback.dto.js';

@ApiTags('feedback')
@Controller('feedback')
export class FeedbackController {
  constructor(private readonly feedback: FeedbackService) {}

  /**
   * Route 13 of the wire protocol: stores a thumb on a run, with a comment. A run has one: another replaces it, whole.
   * 404 for a run or a feedback that is unknown or somebody else's, 422 for a body that is no feedback.
   */
  @Put()
  async setFeedback(
    @CurrentOwner() owner: OwnerDto,
    @Body() { feedback, sessionId }: SetFeedbackDto,
  ): Promise<{ success: true; feedbackId: string }> {
    return { success: true, feedbackId: await this.feedback.set(owner, feedback, sessionId ?? undefined) };
  }

  /** Route 14 of the wire protocol: takes a feedback back. 404 for one that is unknown or somebody else's. */
  @Delete()
  async deleteFeedback(
    @CurrentOwner() owner: OwnerDto,
    @Body() { feedbackId }: DeleteFeedbackDto,
  ): Promise<{ success: true }> {
    await this.feedback.delete(owner, feedbackId);
    return { success: true };
  }
}
