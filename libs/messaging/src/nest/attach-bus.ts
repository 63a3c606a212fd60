import type { INestApplication } from '@nestjs/common';
import type { EventDefinition, RequestDefinition, ServiceName } from '#libs/contracts';
import { eventsGroupOfService, groupOfApp, rpcGroupOfService } from '#libs/contracts';
import type { EventHandler } from '../events/event-handler.js';
import type { SubscribeOptions, Subscription, SubscriptionStats } from '../events/subscribe-events.js';
import { subscribeEvents } from '../events/subscribe-events.js';
import type { MessagingParts } from '../messaging-parts.js';
import type { QuestionHandler } from '../requests/question-handler.js';
import { BusStrategy } from './bus.strategy.js';
import { EVENTS_TRANSPORT, QUESTIONS_TRANSPORT } from './transport-ids.js';

/** Whose handlers an application has: a service's, or those of a chat app's worker. */
export type BusOwner = { readonly service: ServiceName } | { readonly app: string };

/** How an application is attached to the bus. */
export type AttachOptions = BusOwner &
  Pick<SubscribeOptions, 'limits' | 'onFatal'> & { readonly parts: MessagingParts };

/** An application that is attached to the bus. */
export interface AttachedBus {
  /** One entry per consumer group. */
  stats(): SubscriptionStats[];
  /** Takes nothing new, finishes what runs until the deadline, commits and leaves. Safe to call twice. */
  drain(deadlineMs?: number): Promise<void>;
}

const DRAIN_DEADLINE_MS = 10_000;

/**
 * Starts the application's `@OnEvent` and `@Answers` methods: initialises it, joins the groups that its handlers
 * need (`<service>.events` and `<service>.rpc`, or `app.<name>` for both) and reads broadcast topics to their end.
 * Closing the application drains too, if nobody did before.
 *
 * @throws Error when a handler cannot be served here: a per-app event in a service, another service's request
 */
export async function attachBus(app: INestApplication, options: AttachOptions): Promise<AttachedBus> {
  await app.init();
  const events = new BusStrategy(
    EVENTS_TRANSPORT,
    (extras) => extras['event'] as EventDefinition<object> | undefined,
  );
  const questions = new BusStrategy(
    QUESTIONS_TRANSPORT,
    (extras) => extras['request'] as RequestDefinition<object, object> | undefined,
  );
  for (const strategy of [events, questions]) await app.connectMicroservice({ strategy }).listen();

  const subscriptions: Subscription[] = [];
  const drain = async (deadlineMs = DRAIN_DEADLINE_MS): Promise<void> => {
    await Promise.all(subscriptions.map((subscription) => subscription.drain(deadlineMs)));
  };
  events.closeWith(drain);
  questions.closeWith(drain);
  for (const group of groupsOf(options, handlersOf(events), answersOf(questions)))
    subscriptions.push(await subscribeEvents(options.parts, group));
  return { drain, stats: () => subscriptions.map((subscription) => subscription.stats()) };
}

/** The groups that have anything to do. */
function groupsOf(
  options: AttachOptions,
  handlers: readonly EventHandler[],
  answers: readonly QuestionHandler[],
): SubscribeOptions[] {
  const { limits, onFatal } = options;
  const shared = { ...(limits ? { limits } : {}), ...(onFatal ? { onFatal } : {}) };
  const groups =
    'app' in options
      ? [{ group: groupOfApp(options.app), app: options.app, handlers, answers }]
      : [
          { group: eventsGroupOfService(options.service), handlers, answers: [] },
          { group: rpcGroupOfService(options.service), handlers: [], answers },
        ];
  const owner = 'app' in options ? 'app' : options.service;
  const foreign = answers.find(({ request }) => request.service !== owner);
  if (foreign)
    throw new Error(
      `${owner} cannot answer ${foreign.request.name}: it is put to ${foreign.request.service}.`,
    );
  return groups
    .filter((group) => group.handlers.length + group.answers.length > 0)
    .map((group) => ({ ...group, ...shared }));
}

function handlersOf(strategy: BusStrategy<EventDefinition<object>>): EventHandler[] {
  return strategy.registered.map(({ definition, call }) => ({
    event: definition,
    handle: async (data, context) => void (await call(data, context)),
  }));
}

function answersOf(strategy: BusStrategy<RequestDefinition<object, object>>): QuestionHandler[] {
  const seen = new Set<string>();
  return strategy.registered.map(({ definition, call }) => {
    if (seen.has(definition.name)) throw new Error(`Two methods answer ${definition.name}.`);
    seen.add(definition.name);
    return {
      request: definition,
      answer: async (question, context) => (await call(question, context)) as object,
    };
  });
}
