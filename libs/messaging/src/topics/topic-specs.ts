import type { EventDefinition } from '#libs/contracts';
import {
  deadLetterTopic,
  PARTITIONS_PER_TOPIC,
  RPC_RETENTION_MS,
  rpcTopicOfApp,
  rpcTopicOfService,
} from '#libs/contracts';
import type { RequestDefinition } from '#libs/contracts';
import type { TopicSpec } from '../log-transport.port.js';

/** How long dead letters wait for somebody to look at them. */
const DEAD_LETTER_RETENTION_MS = 30 * 24 * 60 * 60_000;

/** The topic of an event under the name that `topicNameOf`, or the reading app, gives it. */
export function eventTopicSpec<T extends object>(event: EventDefinition<T>, name: string): TopicSpec {
  const { reading, retention } = event.topic;
  return { name, partitions: reading === 'broadcast' ? 1 : PARTITIONS_PER_TOPIC, retention };
}

/** The name of the topic on which an app or a service reads an event; undefined when it takes an app and none is given. */
export function readTopicOf<T extends object>(event: EventDefinition<T>, app?: string): string | undefined {
  if (event.topic.scope === 'deployment') return event.topic.family;
  return app === undefined ? undefined : `${event.topic.family}.${app}`;
}

/** The name of the topic on which a question travels; undefined when it takes an app and none is given. */
export function questionTopicOf<Q extends object, A extends object>(
  request: RequestDefinition<Q, A>,
  app?: string,
): string | undefined {
  if (request.service !== 'app') return rpcTopicOfService(request.service);
  return app === undefined ? undefined : rpcTopicOfApp(app);
}

/** A topic of questions. */
export function questionTopicSpec(name: string): TopicSpec {
  return { name, partitions: PARTITIONS_PER_TOPIC, retention: RPC_RETENTION_MS };
}

/** Where a group's dead letters of a topic go. */
export function deadLetterTopicSpec(topic: string, group: string): TopicSpec {
  return {
    name: deadLetterTopic(topic, group),
    partitions: PARTITIONS_PER_TOPIC,
    retention: DEAD_LETTER_RETENTION_MS,
  };
}
