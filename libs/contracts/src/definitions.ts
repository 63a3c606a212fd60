/** A class whose instances are validated with class-validator and built with class-transformer. */
export type PayloadClass<T extends object> = new () => T;

/**
 * What a record's handling is ordered against. Records of one key are handled one after another within a lane and
 * side by side across lanes: `turns` runs the conversation, `side` serves settings, actions and window messages,
 * `control` carries stops and ask answers and bypasses both.
 */
export type Lane = 'turns' | 'side' | 'control';

/** How a topic is laid out and kept. Names of per-app topics are `<family>.<app>`. */
export interface TopicDefinition {
  readonly family: string;
  readonly scope: 'deployment' | 'app';
  /** `keyed`: consumer groups share it. `broadcast`: every pod reads it whole, without a group. */
  readonly reading: 'keyed' | 'broadcast';
  /** `compacted` keeps the newest record of each key for ever; a number is the retention in milliseconds. */
  readonly retention: 'compacted' | number;
}

/** A durable event: what it is called, where it travels and what it carries. */
export interface EventDefinition<T extends object> {
  /** `<area>.<noun>-<past-verb>`, stable for ever. */
  readonly name: string;
  /** Raised by a breaking change only; additive changes keep it. */
  readonly version: number;
  readonly topic: TopicDefinition;
  readonly lane: Lane;
  readonly payload: PayloadClass<T>;
  /** The key that orders the event and chooses its partition. */
  key(data: T): string;
  /** The app whose topic the event travels on. Present if and only if the topic's scope is `app`. */
  app?(data: T): string;
}

/** A question that needs an answer at once, put to any replica of one service or of one chat app's workers. */
export interface RequestDefinition<Q extends object, A extends object> {
  readonly name: string;
  readonly version: number;
  /** The service's name, or `app` for the workers of the chat app that the caller names. */
  readonly service: 'auth' | 'session' | 'profile' | 'chat-gateway' | 'app';
  /** Past this many milliseconds the answer is of no use: the question is dropped and the caller told. */
  readonly deadlineMs: number;
  readonly question: PayloadClass<Q>;
  readonly answer: PayloadClass<A>;
}

/** Declares a durable event. */
export function defineEvent<T extends object>(definition: EventDefinition<T>): EventDefinition<T> {
  return Object.freeze(definition);
}

/** Declares a request and its answer. */
export function defineRequest<Q extends object, A extends object>(
  definition: RequestDefinition<Q, A>,
): RequestDefinition<Q, A> {
  return Object.freeze(definition);
}

/** The name of the topic an event's record is produced to. */
export function topicNameOf<T extends object>(event: EventDefinition<T>, data: T): string {
  return event.app ? `${event.topic.family}.${event.app(data)}` : event.topic.family;
}
