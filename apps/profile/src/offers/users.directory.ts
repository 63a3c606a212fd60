import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DescribeUser } from '#libs/contracts';
import type { OwnerDto, PersistedUserDto } from '#libs/contracts';
import { MESSAGING_PARTS, RequestClient } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { AnswerCache } from './answer-cache.js';

/** Who asks, as apps are told. */
export interface Visitor {
  /** Absent for a guest, and for a user who is gone. */
  readonly user?: PersistedUserDto;
  /** Another one whenever anything about the user is: the id, roles, groups, metadata. */
  readonly key: string;
}

const GUEST: Visitor = { key: 'guest' };

/**
 * The requests of one page, and its reload, ask auth once; changed roles show after three seconds. While auth is
 * away, a description serves for as long as an access token does.
 */
const LIFETIMES = { freshMs: 3_000, usableMs: 3_000, keptMs: 10 * 60_000 };

/** The users whose pages are open. */
@Injectable()
export class UsersDirectory {
  private readonly visitors: AnswerCache<Visitor>;

  constructor(
    private readonly requests: RequestClient,
    @Inject(MESSAGING_PARTS) { clock }: MessagingParts,
  ) {
    this.visitors = new AnswerCache(clock, LIFETIMES);
  }

  /** @throws DomainError `timeout` or `unavailable` when auth is away and the user was not here lately */
  visitorFor({ userId }: OwnerDto): Promise<Visitor> {
    if (!userId) return Promise.resolve(GUEST);
    return this.visitors.get(userId, async () => {
      const { user } = await this.requests.ask(DescribeUser, { userId });
      if (!user) return GUEST;
      return { user, key: createHash('sha256').update(JSON.stringify(user)).digest('base64url') };
    });
  }
}
