import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Json, SessionDto } from '#libs/contracts';
import { SessionCleared, SessionConnected, SessionDisconnected } from '#libs/contracts';
import { EventPublisher, MESSAGING_PARTS } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { GATEWAY_OPTIONS } from '../chat-gateway.options.js';
import type { ChatGatewayOptions } from '../chat-gateway.options.js';
import { UserEnvs } from '../user-env/user-envs.service.js';

/** A session that lives in the live plane: enough to take its next connection on any gateway. */
export interface KnownSession {
  readonly app: string;
  readonly threadId: string;
  readonly session: SessionDto;
}

/** The owner's next chat waits this long for the end of the one before, at the most. */
const ENDING_MS = 2_000;

const EVENTS = { connected: SessionConnected, disconnected: SessionDisconnected, cleared: SessionCleared };

/** The live sessions, which every gateway of the deployment shares. */
@Injectable()
export class SessionsRegistry {
  private readonly logger = new Logger(SessionsRegistry.name);

  constructor(
    @Inject(MESSAGING_PARTS) private readonly parts: MessagingParts,
    @Inject(GATEWAY_OPTIONS) private readonly options: ChatGatewayOptions,
    private readonly publisher: EventPublisher,
    private readonly envs: UserEnvs,
  ) {}

  async find(sessionId: string): Promise<KnownSession | undefined> {
    const known = await this.parts.live.getSession(sessionId);
    // What is stored is what `keep` wrote: a SessionDto.
    return (
      known && { app: known.app, threadId: known.threadId, session: known.session as unknown as SessionDto }
    );
  }

  /** The session, and what its user supplied, live for the session timeout from now. */
  async keep({ app, threadId, session }: KnownSession): Promise<void> {
    const stored = { sessionId: session.id, threadId, app, session: session as unknown as Json };
    await Promise.all([
      this.parts.live.putSession(stored, this.options.sessionTimeoutSeconds * 1_000),
      session.hasEnv ? this.envs.renew(session.id) : undefined,
    ]);
  }

  /** The session is over, as its user wanted: its next connection starts anew, and the owner's next chat after its end. */
  async end({ threadId, session }: KnownSession): Promise<void> {
    const { live } = this.parts;
    const { userId, guestId } = session.owner;
    await Promise.all([
      live.keep(`ending:${userId ?? guestId}`, threadId, ENDING_MS),
      live.dropSession(session.id),
      session.hasEnv ? this.envs.drop(session.id) : undefined,
    ]);
  }

  /** Tells the session service. Never rejects: what could not be told is logged. */
  async announce({ app, threadId, session }: KnownSession, what: keyof typeof EVENTS): Promise<void> {
    try {
      await this.publisher.publish(EVENTS[what], { app, threadId, session });
    } catch (error) {
      this.logger.warn(`session ${session.id}: ${what} was not recorded: ${String(error)}`);
    }
  }
}
