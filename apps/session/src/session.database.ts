import type { DatabaseOptions } from '#libs/persistence';
import { ThreadsStepsElementsSessions1764028800000 } from './migrations/1764028800000-threads-steps-elements-sessions.migration.js';
import { Feedback } from './feedback/feedback.entity.js';
import { FeedbackAndThreadChanges1764032400000 } from './migrations/1764032400000-feedback-and-thread-changes.migration.js';
import { RemovedElementsEndedSessions1764039600000 } from './migrations/1764039600000-removed-elements-ended-sessions.migration.js';
import { Session } from './sessions/session.entity.js';
import { Element } from './threads/element.entity.js';
import { Step } from './threads/step.entity.js';
import { Thread } from './threads/thread.entity.js';

/** This service's part of the database at a URL. */
export function sessionDatabase(url: string): DatabaseOptions {
  return {
    url,
    schema: 'session',
    entities: [Thread, Step, Element, Feedback, Session],
    migrations: [
      ThreadsStepsElementsSessions1764028800000,
      FeedbackAndThreadChanges1764032400000,
      RemovedElementsEndedSessions1764039600000,
    ],
  };
}
