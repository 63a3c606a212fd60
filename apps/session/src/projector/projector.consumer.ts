import { Controller } from '@nestjs/common';
import { TurnEmitted } from '#libs/contracts';
import type { TurnEmittedDto } from '#libs/contracts';
import { OnEvent } from '#libs/messaging';
import type { EventContext } from '#libs/messaging';
import { ProjectorService } from './projector.service.js';

@Controller()
export class ProjectorConsumer {
  constructor(private readonly projector: ProjectorService) {}

  @OnEvent(TurnEmitted)
  onTurnEmitted(turn: TurnEmittedDto, { envelope }: EventContext): Promise<void> {
    return this.projector.project({ turn, time: envelope.time });
  }
}
