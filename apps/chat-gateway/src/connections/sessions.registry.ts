import { Inject, Injectable } from '@nestjs/common';
import type { Json, SessionDto } from '#libs/contracts';
import { SessionConnected, SessionDisconnected } from '#libs/contracts';
import { EventPublisher, MESSAGING_PARTS } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { Logger } from '@nestjs/common';
import type { Connection } from './connection.js';
import { GATEWAY_OPTIONS } from '../chat-gateway.options.js';
import type { ChatGatewayOptions } from '../chat-gateway.options.js';

/** A session that lives in the live plane: enough to take its next connection on any gateway. */
export interface KnownSession {
  readonly app: string;
  readonly threadId: string;
  readonly session: SessionDto;
}

/** The live sessions, which every gateway of the deployment shares. */
@Injectable()
export class SessionsRegistry {
  private readonly logger = new Logger(SessionsRegistry.name);

  constructor(
    @Inject(MESSAGING_PARTS) private readonly parts: MessagingParts,
    @Inject(GATEWAY_OPTIONS) private readonly options: ChatGatewayOptions,
    private readonly publisher: EventPublisher,
  ) {}

  async find(sessionId: string): Promise<KnownSession | undefined> {
    const known = await this.parts.live.getSession(sessionId);
    // What is stored is what `keep` wrote: a SessionDto.
    return (
      known && { app: known.app, threadId: known.threadId, session: known.session as unknown as SessionDto }
    );
  }

  /** The session lives for the session timeout from now. */
  async keep({ app, threadId, session }: KnownSession): Promise<void> {
    const stored = { sessionId: session.id, threadId, app, session: session as unknown as Json };
    await this.parts.live.putSession(stored, this.options.sessionTimeoutSeconds * 1_000);
  }

  /** The session is over: its next connection starts anew. */
  async drop(sessionId: string): Promise<void> {
    await this.parts.live.dropSession(sessionId);
  }

  /** Tells the session service. The connection does not wait for it. */
  announce(connection: Connection, what: 'connected' | 'disconnected'): void {
    const { app, threadId, session } = connection;
    const event = what === 'connected' ? SessionConnected : SessionDisconnected;
    this.publisher
      .publish(event, { app, threadId, session })
      .catch((error: unknown) =>
        this.logger.warn(`session ${session.id}: ${what} was not recorded: ${String(error)}`),
      );
  }
}
