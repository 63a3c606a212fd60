import { Inject, Injectable } from '@nestjs/common';
import { ActionCalled, isSameOwner } from '#libs/contracts';
import type { ActionDto, Json, OwnerDto } from '#libs/contracts';
import { EventPublisher, MESSAGING_PARTS } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { DomainError } from '#libs/platform';
import { AppsDirectory } from '../apps-directory/apps.directory.js';
import { SessionsRegistry } from '../connections/sessions.registry.js';
import type { KnownSession } from '../connections/sessions.registry.js';
import { ActionReplies } from './action-replies.js';

/** Calls apps' handlers of buttons, and waits for what they return. */
@Injectable()
export class ActionsService {
  constructor(
    @Inject(MESSAGING_PARTS) private readonly parts: MessagingParts,
    private readonly sessions: SessionsRegistry,
    private readonly apps: AppsDirectory,
    private readonly publisher: EventPublisher,
    private readonly replies: ActionReplies,
  ) {}

  /** @throws DomainError why the action was not called, or what its handler failed with */
  async call(owner: OwnerDto, sessionId: string, action: ActionDto): Promise<Json> {
    const { app, threadId, session } = await this.ownSession(owner, sessionId);
    if (!this.apps.named(app)?.actions.includes(action.name))
      throw new DomainError('not_found', `No callback found for action ${action.name}`);
    const callId = this.parts.ids.next();
    const replyTo = this.replies.channel;
    return this.replies.to(callId, () =>
      this.publisher.publish(
        ActionCalled,
        { app, threadId, session, action, replyTo, callId },
        { id: callId },
      ),
    );
  }

  private async ownSession(owner: OwnerDto, sessionId: string): Promise<KnownSession> {
    const known = await this.sessions.find(sessionId.toLowerCase());
    if (!known) throw new DomainError('not_found', 'Session not found');
    if (!isSameOwner(known.session.owner, owner))
      throw new DomainError('unauthenticated', 'You are not authorized to call actions for this session');
    return known;
  }
}
