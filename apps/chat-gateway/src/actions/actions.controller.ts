import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Json, OwnerDto } from '#libs/contracts';
import { CurrentOwner } from '#libs/security';
import { ActionsService } from './actions.service.js';
import { CallActionDto } from './call-action.dto.js';

@ApiTags('actions')
@Controller('project/action')
export class ActionsController {
  constructor(private readonly actions: ActionsService) {}

  /**
   * Route 24 of the wire protocol: runs the app's handler of a button; answers when it has ended, with what it
   * returned. 401 when the session is somebody else's; 404 when it does not live, or the app has no such handler; 422
   * for a body that does not fit; 500 with the handler's words when it failed; 504 when it has not ended after ten
   * minutes.
   */
  @Post()
  @HttpCode(200)
  async callAction(
    @CurrentOwner() owner: OwnerDto,
    @Body() { sessionId, action }: CallActionDto,
  ): Promise<{ success: true; response: Json }> {
    return { success: true, response: await this.actions.call(owner, sessionId, action) };
  }
}
