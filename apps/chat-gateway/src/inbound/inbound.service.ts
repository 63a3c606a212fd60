import { Inject, Injectable } from '@nestjs/common';
import {
  AskAnswered,
  ChatResumed,
  ChatStarted,
  ClientChanged,
  MessageReceived,
  SettingsChanged,
  StopRequested,
} from '#libs/contracts';
import type { AskAnswer, ConversationEventDto, JsonObject, StepDto } from '#libs/contracts';
import type { AskFrame } from '#libs/live';
import { EventPublisher, MESSAGING_PARTS } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { deriveId, DomainError } from '#libs/platform';
import { AppsDirectory } from '../apps-directory/apps.directory.js';
import type { KnownSession } from '../connections/sessions.registry.js';
import { parseClientAnswer } from './client-answer.js';
import type { ClientMessageDto, ClientStepDto } from './client-message.dto.js';

const MAX_MESSAGE_BYTES = 900_000;

/** Puts what users do into the log. Each call resolves once it is acknowledged. */
@Injectable()
export class InboundService {
  constructor(
    @Inject(MESSAGING_PARTS) private readonly parts: MessagingParts,
    private readonly publisher: EventPublisher,
    private readonly apps: AppsDirectory,
  ) {}

  async start(from: KnownSession): Promise<void> {
    const id = deriveId(from.threadId, 'start');
    await this.publisher.publish(ChatStarted, conversationOf(from), { id });
  }

  /** Apps are told whether or not they have a hook: form and commands are shown again. */
  async resume(from: KnownSession): Promise<void> {
    const id = deriveId(from.threadId, `resume ${from.session.id}`);
    await this.publisher.publish(ChatResumed, conversationOf(from), { id });
  }

  async receive(from: KnownSession, { message: sent, fileReferences }: ClientMessageDto): Promise<void> {
    const id = deriveId(from.threadId, sent.id);
    const message = this.stepOf(from, sent, sent.parentId ?? null);
    assertFits(message);
    const files = [...new Set((fileReferences ?? []).map((file) => file.id))];
    const data = { ...conversationOf(from), message, ...(files.length > 0 ? { files } : {}) };
    await this.publisher.publish(MessageReceived, data, { id });
  }

  /** @throws DomainError when what the client gave is no answer, or could not be stored */
  async answer(from: KnownSession, { spec, step }: AskFrame, given: unknown): Promise<void> {
    const askId = spec.stepId;
    const id = deriveId(askId, `answer of ${from.session.id}`);
    const parsed = parseClientAnswer(spec, given);
    const answer: AskAnswer =
      parsed.kind === 'text'
        ? { kind: 'text', message: this.stepOf(from, parsed.sent, step.parentId ?? null) }
        : parsed;
    if (answer.kind === 'text') assertFits(answer.message);
    await this.publisher.publish(AskAnswered, { ...conversationOf(from), askId, answer }, { id });
  }

  async changeSettings(from: KnownSession, settings: JsonObject): Promise<void> {
    await this.publisher.publish(SettingsChanged, { ...conversationOf(from), settings, confirmed: true });
  }

  /** Values that are not confirmed are of interest to apps that want to hear of them, and to nobody else. */
  async editSettings(from: KnownSession, settings: JsonObject): Promise<void> {
    if (!this.apps.named(from.app)?.hooks.includes('onSettingsEdit')) return;
    await this.publisher.publish(SettingsChanged, { ...conversationOf(from), settings, confirmed: false });
  }

  /** Tells apps that want to know it that a client came or went. @param connectionId of the socket */
  async clientChanged(
    from: KnownSession,
    connectionId: string,
    change: 'connected' | 'disconnected',
  ): Promise<void> {
    const hook = change === 'connected' ? 'onConnect' : 'onDisconnect';
    if (!this.apps.named(from.app)?.hooks.includes(hook)) return;
    const id = deriveId(from.threadId, `${change} ${connectionId}`);
    await this.publisher.publish(ClientChanged, { ...conversationOf(from), change }, { id });
  }

  async stop(from: KnownSession): Promise<void> {
    await this.publisher.publish(StopRequested, conversationOf(from));
  }

  private stepOf(from: KnownSession, sent: ClientStepDto, parentId: string | null): StepDto {
    const now = new Date(this.parts.clock.now()).toISOString();
    return {
      id: sent.id,
      threadId: from.threadId,
      parentId,
      name: sent.name ?? from.session.user?.identifier ?? 'User',
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

function conversationOf({ app, threadId, session }: KnownSession): ConversationEventDto {
  return { app, threadId, session };
}
