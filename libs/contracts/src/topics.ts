import type { TopicDefinition } from './definitions.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Partitions of every keyed topic. Raising it breaks the order of keys. */
export const PARTITIONS_PER_TOPIC = 12;

/** What users say and do, keyed by thread; one topic per chat app. */
export const ChatInbound: TopicDefinition = {
  family: 'chat.inbound',
  scope: 'app',
  reading: 'keyed',
  retention: 7 * DAY_MS,
};

/** Stops and ask answers, keyed and partitioned as `chat.inbound` and never held up by it. */
export const ChatControl: TopicDefinition = {
  family: 'chat.control',
  scope: 'app',
  reading: 'keyed',
  retention: DAY_MS,
};

/** What turns emit, keyed by thread: the source of history. */
export const ChatOutbound: TopicDefinition = {
  family: 'chat.outbound',
  scope: 'deployment',
  reading: 'keyed',
  retention: 7 * DAY_MS,
};

/** Sessions that connect and disconnect, keyed by thread. */
export const SessionLifecycle: TopicDefinition = {
  family: 'session.lifecycle',
  scope: 'deployment',
  reading: 'keyed',
  retention: DAY_MS,
};

/** What happens to users, keyed by user. */
export const IdentityEvents: TopicDefinition = {
  family: 'identity.events',
  scope: 'deployment',
  reading: 'keyed',
  retention: 7 * DAY_MS,
};

/** The newest manifest of every chat app. */
export const AppsManifests: TopicDefinition = {
  family: 'apps.manifests',
  scope: 'deployment',
  reading: 'broadcast',
  retention: 'compacted',
};

/** Questions to the replicas of a service, `rpc.<service>`, or of an app's workers, `rpc.app.<app>`. Keyless. */
export const RPC_RETENTION_MS = 10 * MINUTE_MS;

/** The topic on which a service's replicas are asked. */
export function rpcTopicOfService(service: string): string {
  return `rpc.${service}`;
}

/** The topic on which an app's workers are asked. */
export function rpcTopicOfApp(app: string): string {
  return `rpc.app.${app}`;
}

/** The consumer group of a service's durable events. */
export function eventsGroupOfService(service: string): string {
  return `${service}.events`;
}

/** The consumer group in which a service's replicas share its questions. */
export function rpcGroupOfService(service: string): string {
  return `${service}.rpc`;
}

/** The one consumer group of an app's workers, for events and questions alike. */
export function groupOfApp(app: string): string {
  return `app.${app}`;
}

/** Where a group's records go that do not validate or keep failing. */
export function deadLetterTopic(topic: string, group: string): string {
  return `${topic}.${group}.dlq`;
}
