import type { FlowLimits } from '../dispatch/flow-pool.js';
import type { DispatcherStats } from '../dispatch/dispatcher-stats.js';
import type { DispatchedTopic } from '../dispatch/keyed-dispatcher.js';
import { KeyedDispatcher } from '../dispatch/keyed-dispatcher.js';
import type { FindWork } from '../dispatch/work.js';
import type { TopicSpec } from '../log-transport.port.js';
import type { MessagingParts } from '../messaging-parts.js';
import { QuestionAnswerer } from '../requests/question-answerer.js';
import type { QuestionHandler } from '../requests/question-handler.js';
import {
  deadLetterTopicSpec,
  eventTopicSpec,
  questionTopicOf,
  questionTopicSpec,
  readTopicOf,
} from '../topics/topic-specs.js';
import type { BroadcastStats } from './broadcast-subscription.js';
import { BroadcastSubscription } from './broadcast-subscription.js';
import type { EventHandler } from './event-handler.js';
import { EventReader } from './event-reader.js';

/** What one consumer group handles. */
export interface SubscribeOptions {
  readonly group: string;
  /** The app whose topics are read; needed by handlers of per-app events and of requests to `app`. */
  readonly app?: string;
  readonly handlers?: readonly EventHandler[];
  readonly answers?: readonly QuestionHandler[];
  readonly limits?: Partial<Record<'work' | 'questions', Partial<FlowLimits>>>;
  /** How long finished records may wait to be committed; 200 ms when left out. */
  readonly commitIntervalMs?: number;
  /** The member cannot go on: the process should end. */
  onFatal?(error: Error): void;
}

/** What a subscription has done since it started, and how it stands. */
export interface SubscriptionStats {
  readonly group: string;
  /** Absent when the group has nothing but broadcasts. */
  readonly dispatcher?: DispatcherStats;
  readonly broadcasts: BroadcastStats;
  readonly expiredQuestions: number;
}

/** A running subscription. */
export interface Subscription {
  stats(): SubscriptionStats;
  /** Takes nothing new, finishes what runs until the deadline, commits and leaves. Safe to call twice. */
  drain(deadlineMs: number): Promise<void>;
}

interface ReadTopic extends DispatchedTopic {
  readonly spec: TopicSpec;
  readonly findWork: FindWork;
}

/**
 * Handles events, and answers questions, as a member of a consumer group. Topics are made when they are missing.
 * Resolves when the first assignment was made and broadcast topics have been read to their end.
 *
 * @throws Error when a handler needs an app and none is given
 */
export async function subscribeEvents(
  parts: Pick<MessagingParts, 'log' | 'live' | 'clock' | 'random' | 'logger'>,
  options: SubscribeOptions,
): Promise<Subscription> {
  const { group, handlers = [], answers = [] } = options;
  const broadcastHandlers = handlers.filter(({ event }) => event.topic.reading === 'broadcast');
  const answerer = new QuestionAnswerer(parts, answers);
  const topics = [
    ...eventTopics(
      options,
      handlers.filter(({ event }) => event.topic.reading === 'keyed'),
    ),
    ...questionTopics(options, answers, (record) => answerer.findWork(record)),
  ];
  const broadcastNames = [...new Set(broadcastHandlers.map((handler) => nameOf(options, handler)))];
  await parts.log.ensureTopics([
    ...topics.flatMap(({ name, spec }) => [spec, deadLetterTopicSpec(name, group)]),
    ...broadcastHandlers.map((handler) => eventTopicSpec(handler.event, nameOf(options, handler))),
  ]);

  const broadcasts = new BroadcastSubscription(parts, new EventReader(broadcastHandlers).findWork);
  const dispatcher = topics.length > 0 ? dispatcherOf(parts, options, topics) : undefined;
  try {
    await Promise.all(broadcastNames.map((name) => broadcasts.read(name)));
    await dispatcher?.start();
  } catch (error) {
    await broadcasts.stop();
    throw error;
  }
  return {
    stats: () => ({
      group,
      ...(dispatcher ? { dispatcher: dispatcher.stats() } : {}),
      broadcasts: broadcasts.stats(),
      expiredQuestions: answerer.expired,
    }),
    drain: async (deadlineMs) => {
      await dispatcher?.drain(deadlineMs);
      await broadcasts.stop();
    },
  };
}

function dispatcherOf(
  parts: Pick<MessagingParts, 'log' | 'clock' | 'random' | 'logger'>,
  { group, limits, commitIntervalMs, onFatal }: SubscribeOptions,
  topics: readonly ReadTopic[],
): KeyedDispatcher {
  const findWorkOf = new Map(topics.map(({ name, findWork }) => [name, findWork]));
  return new KeyedDispatcher({
    ...pick(parts),
    group,
    topics,
    findWork: (record) => findWorkOf.get(record.topic)?.(record),
    ...(limits ? { limits } : {}),
    ...(commitIntervalMs === undefined ? {} : { commitIntervalMs }),
    ...(onFatal ? { onFatal } : {}),
  });
}

function pick({
  log,
  clock,
  random,
  logger,
}: Pick<MessagingParts, 'log' | 'clock' | 'random' | 'logger'>): Pick<
  MessagingParts,
  'log' | 'clock' | 'random' | 'logger'
> {
  return { log, clock, random, logger };
}

/** A topic that carries nothing but control events is never held up by the others. */
function eventTopics(options: SubscribeOptions, handlers: readonly EventHandler[]): ReadTopic[] {
  const names = [...new Set(handlers.map((handler) => nameOf(options, handler)))];
  return names.flatMap((name) => {
    const own = handlers.filter((handler) => nameOf(options, handler) === name);
    const [first] = own;
    if (!first) return [];
    const flow = own.every(({ event }) => event.lane === 'control') ? 'control' : 'work';
    const { findWork } = new EventReader(own);
    return [{ name, from: 'beginning', flow, spec: eventTopicSpec(first.event, name), findWork }];
  });
}

function questionTopics(
  { group, app }: SubscribeOptions,
  answers: readonly QuestionHandler[],
  findWork: FindWork,
): ReadTopic[] {
  const names = new Set<string>();
  for (const { request } of answers) {
    const name = questionTopicOf(request, app);
    if (name === undefined)
      throw new Error(
        `${group} cannot answer ${request.name}: it is put to the workers of an app, and none is given.`,
      );
    names.add(name);
  }
  return [...names].map((name) => ({
    name,
    from: 'end',
    flow: 'questions',
    spec: questionTopicSpec(name),
    findWork,
  }));
}

function nameOf({ group, app }: SubscribeOptions, { event }: EventHandler): string {
  const name = readTopicOf(event, app);
  if (name === undefined)
    throw new Error(
      `${group} cannot handle ${event.name}: it travels on ${event.topic.family}.<app>, which only the workers of an app read.`,
    );
  return name;
}
