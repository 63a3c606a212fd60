import { Inject, Injectable } from '@nestjs/common';
import { ChatStarted, MessageReceived, StopRequested } from '#libs/contracts';
import type { ConversationEventDto, StepDto } from '#libs/contracts';
import { EventPublisher, MESSAGING_PARTS } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { deriveId, DomainError } from '#libs/platform';
import type { Connection } from '../connections/connection.js';
import type { ClientStepDto } from './client-message.dto.js';

const MAX_MESSAGE_BYTES = 900_000;

/** Puts what users do into the log. Each call resolves once it is acknowledged. */
@Injectable()
export class InboundService {
  constructor(
    @Inject(MESSAGING_PARTS) private readonly parts: MessagingParts,
    private readonly publisher: EventPublisher,
  ) {}

  async start(connection: Connection): Promise<void> {
    const id = deriveId(connection.threadId, 'start');
    await this.publisher.publish(ChatStarted, conversationOf(connection), { id });
  }

  async receive(connection: Connection, sent: ClientStepDto): Promise<void> {
    const id = deriveId(connection.threadId, sent.id);
    const message = this.stepOf(connection, sent);
    assertFits(message);
    await this.publisher.publish(MessageReceived, { ...conversationOf(connection), message }, { id });
  }

  async stop(connection: Connection): Promise<void> {
    await this.publisher.publish(StopRequested, conversationOf(connection));
  }

  private stepOf(connection: Connection, sent: ClientStepDto): StepDto {
    const now = new Date(this.parts.clock.now()).toISOString();
    return {
      id: sent.id,
      threadId: connection.threadId,
      parentId: sent.parentId ?? null,
      name: sent.name ?? connection.session.user?.identifier ?? 'User',
      type: 'user_message',
      output: sent.output,
      createdAt: now,
      start: now,
      end: now,
      streaming: false,
      isError: false,
      command: sent.command ?? null,
      language: sent.language ?? null,
      metadata: sent.metadata ?? {},
    };
  }
}

/** Its turn's run repeats the message as its input, which must fit too. */
function assertFits(message: StepDto): void {
  if (Buffer.byteLength(JSON.stringify(message)) > MAX_MESSAGE_BYTES)
    throw new DomainError('too_large', 'The message was not sent: it is larger than 900 KB');
}

function conversationOf({ app, threadId, session }: Connection): ConversationEventDto {
  return { app, threadId, session };
}
