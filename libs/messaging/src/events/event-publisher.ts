import type { EventDefinition } from '#libs/contracts';
import { topicNameOf } from '#libs/contracts';
import { encodeEnvelope } from '../envelope/envelope.js';
import type { MessagingParts } from '../messaging-parts.js';
import { KnownTopics } from '../topics/known-topics.js';
import { eventTopicSpec } from '../topics/topic-specs.js';

/** What may be said about an event besides its data. */
export interface PublishOptions {
  /** A UUIDv5 of what caused it, so that publishing it again can be told from a new one; a UUIDv7 when left out. */
  readonly id?: string;
  /** The id of the event whose handling brings it about. */
  readonly causationId?: string;
  /** W3C trace context. */
  readonly traceparent?: string;
}

/** Publishes durable events. */
export class EventPublisher {
  private readonly topics: KnownTopics;

  constructor(private readonly parts: Pick<MessagingParts, 'log' | 'clock' | 'ids'>) {
    this.topics = new KnownTopics(parts.log);
  }

  /**
   * Resolves once the event is stored for good. Events of one key published by one instance keep their order, also
   * when their promises are not awaited one by one.
   *
   * @throws DomainError `too_large` when it can never be stored; `unavailable` when it could not be stored in time
   *   (it may still be)
   */
  async publish<T extends object>(
    event: EventDefinition<T>,
    data: T,
    options: PublishOptions = {},
  ): Promise<void> {
    const { clock, ids, log } = this.parts;
    const { id = ids.next(), causationId, traceparent } = options;
    const key = event.key(data);
    const topic = topicNameOf(event, data);
    const envelope = {
      id,
      type: event.name,
      version: event.version,
      time: new Date(clock.now()).toISOString(),
      key,
    };
    const value = encodeEnvelope({ ...envelope, causationId, traceparent, data });
    await this.topics.ensure(eventTopicSpec(event, topic));
    await log.append({ topic, key, value });
  }
}
