export type {
  BroadcastReader,
  CommittedOffset,
  GroupListener,
  GroupMember,
  GroupOptions,
  IncomingRecord,
  LogTransport,
  OutgoingRecord,
  TopicPartition,
  TopicSpec,
} from './log-transport.port.js';
export { InProcessLog } from './in-process/in-process-log.js';
export { openLog } from './open-log.js';
export type { OpenLogOptions } from './open-log.js';
export type { MessagingParts } from './messaging-parts.js';
export { decodeEnvelope, encodeEnvelope } from './envelope/envelope.js';
export type { Envelope, SealedEnvelope } from './envelope/envelope.js';
export { InvalidRecord } from './envelope/invalid-record.error.js';
export { PayloadReader } from './envelope/payload-reader.js';
export { KeyedDispatcher } from './dispatch/keyed-dispatcher.js';
export type { DispatchedTopic, DispatcherOptions, FlowName } from './dispatch/keyed-dispatcher.js';
export type { DispatcherStats } from './dispatch/dispatcher-stats.js';
export type { FlowLimits } from './dispatch/flow-pool.js';
export type { FindWork, Work, WorkContext } from './dispatch/work.js';
export { isTransient, RetryLater } from './dispatch/retry-later.error.js';
export { DEAD_LETTER_HEADERS } from './dispatch/dead-letters.js';
export { EventPublisher } from './events/event-publisher.js';
export type { PublishOptions } from './events/event-publisher.js';
export type { EventContext } from './events/event-context.js';
export { eventHandler } from './events/event-handler.js';
export type { EventHandler } from './events/event-handler.js';
export { subscribeEvents } from './events/subscribe-events.js';
export type { SubscribeOptions, Subscription, SubscriptionStats } from './events/subscribe-events.js';
export type { BroadcastStats } from './events/broadcast-subscription.js';
export { RequestClient } from './requests/request-client.js';
export type { AskOptions } from './requests/request-client.js';
export { questionHandler } from './requests/question-handler.js';
export type { QuestionContext, QuestionHandler } from './requests/question-handler.js';
export { OnEvent } from './nest/on-event.decorator.js';
export { Answers } from './nest/answers.decorator.js';
export { attachBus } from './nest/attach-bus.js';
export type { AttachedBus, AttachOptions, BusOwner } from './nest/attach-bus.js';
export { MESSAGING_PARTS, MessagingModule } from './nest/messaging.module.js';
export { closeMessaging, openMessaging } from './nest/open-messaging.js';
export type { MessagingConfig } from './nest/open-messaging.js';
export { startService } from './nest/start-service.js';
export type { Service, ServiceParts } from './nest/start-service.js';
export { runBusService } from './nest/run-bus-service.js';
