import { Controller } from '@nestjs/common';
import { UserMetadataChanged } from '#libs/contracts';
import type { UserMetadataChangedDto } from '#libs/contracts';
import { OnEvent } from '#libs/messaging';
import type { EventContext } from '#libs/messaging';
import { UserChangesService } from './user-changes.service.js';

@Controller()
export class UserChangesConsumer {
  constructor(private readonly changes: UserChangesService) {}

  @OnEvent(UserMetadataChanged)
  onUserMetadataChanged(change: UserMetadataChangedDto, { envelope }: EventContext): Promise<void> {
    return this.changes.apply(envelope.id, change);
  }
}
