// class-transformer reads the types that decorators leave here; whoever imports a DTO needs it first.
import 'reflect-metadata';
export { defineEvent, defineRequest, topicNameOf } from './definitions.js';
export type {
  EventDefinition,
  Lane,
  PayloadClass,
  RequestDefinition,
  TopicDefinition,
} from './definitions.js';
export {
  AppsManifests,
  ChatControl,
  ChatInbound,
  ChatOutbound,
  deadLetterTopic,
  eventsGroupOfService,
  groupOfApp,
  IdentityEvents,
  PARTITIONS_PER_TOPIC,
  RPC_RETENTION_MS,
  rpcGroupOfService,
  rpcTopicOfApp,
  rpcTopicOfService,
  SessionLifecycle,
} from './topics.js';
export { PATH_TABLE, partOf } from './path-table.js';
export type { HttpPart, PathRule } from './path-table.js';
export { ERROR_CODES } from './errors.js';
export type { ErrorCode } from './errors.js';
export { firstNonJson, IsJsonObject } from './dto/json.js';
export type { Json, JsonObject } from './dto/json.js';
export { acceptedFilesInWords, DEFAULT_MAX_SIZE_MB, isAcceptedFile } from './dto/accepted-files.js';
export { ActionDto } from './dto/action.dto.js';
export {
  ANNOUNCED_HOOKS,
  APP_NAME,
  AppFeaturesDto,
  AppManifestDto,
  AppUiDto,
  FileUploadDto,
} from './dto/app-manifest.dto.js';
export type { AnnouncedHook } from './dto/app-manifest.dto.js';
export { ASK_TYPES, AskSpecDto } from './dto/ask.dto.js';
export type { AcceptedFiles, AskType } from './dto/ask.dto.js';
export { CommandDto } from './dto/command.dto.js';
export { ChatProfileDto, StarterDto } from './dto/chat-profile.dto.js';
export { mayUse } from './dto/may-use.js';
export { mergePatch } from './dto/merge-patch.js';
export { ELEMENT_TYPES, ElementDto } from './dto/element.dto.js';
export { FeedbackDto } from './dto/feedback.dto.js';
export { isSameOwner } from './dto/same-owner.js';
export { DEFAULT_TENANT, OwnerDto, SessionDto } from './dto/session.dto.js';
export { SettingsFormDto, SettingsTabDto } from './dto/settings-form.dto.js';
export { SettingsWidgetDto, WIDGET_TYPES, WidgetItemDto } from './dto/settings-widget.dto.js';
export { MAX_STEP_BYTES, MAX_STEP_TEXT, MESSAGE_TYPES, STEP_TYPES, StepDto } from './dto/step.dto.js';
export type { StepType } from './dto/step.dto.js';
export { ThreadDto } from './dto/thread.dto.js';
export { MAX_USER_METADATA_BYTES, PersistedUserDto, UserDto } from './dto/user.dto.js';
export { AppAnnounced } from './events/apps-manifests.events.js';
export {
  ActionAnswer,
  ActionCalled,
  ActionCalledDto,
  AskAnswered,
  AskAnsweredDto,
  ChatEnded,
  ChatEndedDto,
  ChatResumed,
  ChatResumedDto,
  ChatStarted,
  ChatStartedDto,
  ClientChanged,
  ClientChangedDto,
  ConversationEventDto,
  ElementAnswer,
  FilesAnswer,
  MessageReceived,
  MessageReceivedDto,
  SettingsChanged,
  SettingsChangedDto,
  StopRequested,
  StopRequestedDto,
  TextAnswer,
} from './events/chat-inbound.events.js';
export type { ActionReply, AskAnswer } from './events/chat-inbound.events.js';
export {
  ElementOutput,
  ElementRemovedOutput,
  StepOutput,
  StepRemovedOutput,
  ThreadNamedOutput,
  TurnEmitted,
  TurnEmittedDto,
} from './events/chat-outbound.events.js';
export type { TurnOutput } from './events/chat-outbound.events.js';
export { UserMetadataChanged, UserMetadataChangedDto } from './events/identity.events.js';
export {
  SessionCleared,
  SessionClearedDto,
  SessionConnected,
  SessionConnectedDto,
  SessionDisconnected,
  SessionDisconnectedDto,
} from './events/session-lifecycle.events.js';
export { ChatProfiles, ChatProfilesAnswer, ChatProfilesQuestion } from './requests/chat-profiles.request.js';
export { ChatStarters, ChatStartersAnswer, ChatStartersQuestion } from './requests/chat-starters.request.js';
export {
  DescribeService,
  DescribeServiceAnswer,
  DescribeServiceQuestion,
  SERVICES,
} from './requests/describe-service.request.js';
export type { ServiceName } from './requests/describe-service.request.js';
export {
  DescribeUser,
  DescribeUserAnswer,
  DescribeUserQuestion,
  RenewLogin,
  RenewLoginAnswer,
  RenewLoginQuestion,
} from './requests/identity.requests.js';
export { ReadThread, ReadThreadAnswer, ReadThreadQuestion } from './requests/read-thread.request.js';
export { OpenSession, OpenSessionAnswer, OpenSessionQuestion } from './requests/open-session.request.js';
