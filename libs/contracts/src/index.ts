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
export { APP_NAME, AppManifestDto, AppUiDto } from './dto/app-manifest.dto.js';
export { ChatProfileDto, StarterDto } from './dto/chat-profile.dto.js';
export { ELEMENT_TYPES, ElementDto } from './dto/element.dto.js';
export { FeedbackDto } from './dto/feedback.dto.js';
export { DEFAULT_TENANT, OwnerDto, SessionDto } from './dto/session.dto.js';
export { SettingsWidgetDto, WIDGET_TYPES, WidgetItemDto } from './dto/settings-widget.dto.js';
export { MAX_STEP_BYTES, MAX_STEP_TEXT, MESSAGE_TYPES, STEP_TYPES, StepDto } from './dto/step.dto.js';
export type { StepType } from './dto/step.dto.js';
export { ThreadDto } from './dto/thread.dto.js';
export { PersistedUserDto, UserDto } from './dto/user.dto.js';
export { AppAnnounced } from './events/apps-manifests.events.js';
export {
  ChatStarted,
  ChatStartedDto,
  ConversationEventDto,
  MessageReceived,
  MessageReceivedDto,
  StopRequested,
  StopRequestedDto,
} from './events/chat-inbound.events.js';
export {
  ElementOutput,
  StepOutput,
  StepRemovedOutput,
  ThreadNamedOutput,
  TurnEmitted,
  TurnEmittedDto,
} from './events/chat-outbound.events.js';
export type { TurnOutput } from './events/chat-outbound.events.js';
export {
  SessionConnected,
  SessionConnectedDto,
  SessionDisconnected,
  SessionDisconnectedDto,
} from './events/session-lifecycle.events.js';
export { ChatProfiles, ChatProfilesAnswer, ChatProfilesQuestion } from './requests/chat-profiles.request.js';
export {
  DescribeUser,
  DescribeUserAnswer,
  DescribeUserQuestion,
  RenewLogin,
  RenewLoginAnswer,
  RenewLoginQuestion,
} from './requests/identity.requests.js';
export { OpenSession, OpenSessionAnswer, OpenSessionQuestion } from './requests/open-session.request.js';
