import { Type } from 'class-transformer';
import { IsUUID, Matches, ValidateNested } from 'class-validator';
import { defineEvent } from '../definitions.js';
import { APP_NAME } from '../dto/app-manifest.dto.js';
import { SessionDto } from '../dto/session.dto.js';
import { StepDto } from '../dto/step.dto.js';
import { ChatControl, ChatInbound } from '../topics.js';

/** What every event of a conversation says: whose it is and which session caused it. */
export class ConversationEventDto {
  @Matches(APP_NAME)
  app: string;

  @IsUUID()
  threadId: string;

  @ValidateNested()
  @Type(() => SessionDto)
  session: SessionDto;
}

/** A user opened a conversation that has not started yet. Its id is UUIDv5(threadId, 'start'). */
export class ChatStartedDto extends ConversationEventDto {}

export const ChatStarted = defineEvent({
  name: 'chat.started',
  version: 1,
  topic: ChatInbound,
  lane: 'turns',
  payload: ChatStartedDto,
  key: (data) => data.threadId,
  app: (data) => data.app,
});

/** A user said something. Its id is UUIDv5(threadId, message id): the same message twice is one turn. */
export class MessageReceivedDto extends ConversationEventDto {
  @ValidateNested()
  @Type(() => StepDto)
  message: StepDto;
}

export const MessageReceived = defineEvent({
  name: 'chat.message-received',
  version: 1,
  topic: ChatInbound,
  lane: 'turns',
  payload: MessageReceivedDto,
  key: (data) => data.threadId,
  app: (data) => data.app,
});

/** A user asked for everything running and waiting in the thread to stop. Covers events older than its own time. */
export class StopRequestedDto extends ConversationEventDto {}

export const StopRequested = defineEvent({
  name: 'chat.stop-requested',
  version: 1,
  topic: ChatControl,
  lane: 'control',
  payload: StopRequestedDto,
  key: (data) => data.threadId,
  app: (data) => data.app,
});
