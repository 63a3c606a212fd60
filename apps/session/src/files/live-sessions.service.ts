import { Inject, Injectable } from '@nestjs/common';
import { isSameOwner } from '#libs/contracts';
import type { OwnerDto, SessionDto } from '#libs/contracts';
import { MESSAGING_PARTS } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { ThreadsService } from '../threads/threads.service.js';

/** A session that lives, as far as files go. */
export interface LiveSessionOfOwner {
  readonly threadId: string;
  readonly app: string;
  /** Whether it is the owner's who asks. */
  readonly isOwn: boolean;
}

/** The sessions that live now, as the gateways keep them. */
@Injectable()
export class LiveSessions {
  constructor(
    @Inject(MESSAGING_PARTS) private readonly parts: MessagingParts,
    private readonly threads: ThreadsService,
  ) {}

  /** Undefined when no such session lives, or its thread was deleted. Gateways keep sessions by ids in small letters. */
  async find(sessionId: string, owner: OwnerDto): Promise<LiveSessionOfOwner | undefined> {
    const known = await this.parts.live.getSession(sessionId.toLowerCase());
    if (!known || (await this.threads.isDeleted(known.threadId))) return undefined;
    // What gateways keep is a SessionDto.
    const session = known.session as unknown as SessionDto;
    return { threadId: known.threadId, app: known.app, isOwn: isSameOwner(session.owner, owner) };
  }
}
