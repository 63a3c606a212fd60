import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { defineEvent } from '../definitions.js';
import { ActionDto } from '../dto/action.dto.js';
import { APP_NAME } from '../dto/app-manifest.dto.js';
import { IsJsonObject } from '../dto/json.js';
import type { Json, JsonObject } from '../dto/json.js';
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

  /** Ids of the files that were sent with it; they are in the file store under the thread. */
  @IsOptional()
  @IsUUID(undefined, { each: true })
  files?: string[];
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

/** A stored thread was opened again. Its id is UUIDv5(threadId, 'resume ' + session id): once per reopening. */
export class ChatResumedDto extends ConversationEventDto {}

export const ChatResumed = defineEvent({
  name: 'chat.resumed',
  version: 1,
  topic: ChatInbound,
  lane: 'turns',
  payload: ChatResumedDto,
  key: (data) => data.threadId,
  app: (data) => data.app,
});

/**
 * A conversation is over: its user wanted a new chat, or has been away for the session timeout. `session` is the one
 * that left last; the id is UUIDv5(threadId, 'end ' + session id).
 */
export class ChatEndedDto extends ConversationEventDto {}

export const ChatEnded = defineEvent({
  name: 'chat.ended',
  version: 1,
  topic: ChatInbound,
  lane: 'turns',
  payload: ChatEndedDto,
  key: (data) => data.threadId,
  app: (data) => data.app,
});

/** A socket of the session came or went. Sent only to apps that have `onConnect` or `onDisconnect`. */
export class ClientChangedDto extends ConversationEventDto {
  @IsIn(['connected', 'disconnected'])
  change: 'connected' | 'disconnected';
}

export const ClientChanged = defineEvent({
  name: 'chat.client-changed',
  version: 1,
  topic: ChatInbound,
  lane: 'side',
  payload: ClientChangedDto,
  key: (data) => data.threadId,
  app: (data) => data.app,
});

/** A user changed the settings form: all of its values. */
export class SettingsChangedDto extends ConversationEventDto {
  @IsJsonObject()
  settings: JsonObject;

  /** Whether the user confirmed them; otherwise they are still being edited and nothing is stored. */
  @IsBoolean()
  confirmed: boolean;
}

export const SettingsChanged = defineEvent({
  name: 'chat.settings-changed',
  version: 1,
  topic: ChatInbound,
  lane: 'side',
  payload: SettingsChangedDto,
  key: (data) => data.threadId,
  app: (data) => data.app,
});

/** A user pressed a button of the app's. What the handler returns goes to the instance that waits for it. */
export class ActionCalledDto extends ConversationEventDto {
  @ValidateNested()
  @Type(() => ActionDto)
  action: ActionDto;

  /** The live plane's channel on which an `ActionReply` is awaited, as JSON. */
  @IsString()
  @Length(1, 255)
  replyTo: string;

  @IsUUID()
  callId: string;
}

export const ActionCalled = defineEvent({
  name: 'chat.action-called',
  version: 1,
  topic: ChatInbound,
  lane: 'side',
  payload: ActionCalledDto,
  key: (data) => data.threadId,
  app: (data) => data.app,
});

/** What an action's handler returned, or the words for the user about why it did not. */
export interface ActionReply {
  readonly callId: string;
  readonly response?: Json;
  readonly error?: string;
}

/** A user's answer to a message. */
export class TextAnswer {
  @IsIn(['text'])
  kind: 'text' = 'text';

  /** As the user's page shows it. */
  @ValidateNested()
  @Type(() => StepDto)
  message: StepDto;
}

/** The files that were uploaded as an answer. */
export class FilesAnswer {
  @IsIn(['file'])
  kind: 'file' = 'file';

  @IsUUID(undefined, { each: true })
  files: string[];
}

/** The button that was pressed as an answer. */
export class ActionAnswer {
  @IsIn(['action'])
  kind: 'action' = 'action';

  @IsUUID()
  actionId: string;
}

/** What a custom element sent as an answer. */
export class ElementAnswer {
  @IsIn(['element'])
  kind: 'element' = 'element';

  @IsBoolean()
  submitted: boolean;

  @IsJsonObject()
  props: JsonObject;
}

export type AskAnswer = TextAnswer | FilesAnswer | ActionAnswer | ElementAnswer;

/** A user answered what a turn waits for. The first valid answer counts; its id is UUIDv5(askId, 'answer of ' + session id). */
export class AskAnsweredDto extends ConversationEventDto {
  /** The id of the question's message. */
  @IsUUID()
  askId: string;

  @ValidateNested()
  @Type(() => Object, {
    keepDiscriminatorProperty: true,
    discriminator: {
      property: 'kind',
      subTypes: [
        { name: 'text', value: TextAnswer },
        { name: 'file', value: FilesAnswer },
        { name: 'action', value: ActionAnswer },
        { name: 'element', value: ElementAnswer },
      ],
    },
  })
  answer: AskAnswer;
}

export const AskAnswered = defineEvent({
  name: 'chat.ask-answered',
  version: 1,
  topic: ChatControl,
  lane: 'control',
  payload: AskAnsweredDto,
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
