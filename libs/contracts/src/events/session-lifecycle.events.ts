import { defineEvent } from '../definitions.js';
import { SessionLifecycle } from '../topics.js';
import { ConversationEventDto } from './chat-inbound.events.js';

/** A connection of a session was accepted: its first, one more, or one again. */
export class SessionConnectedDto extends ConversationEventDto {}

export const SessionConnected = defineEvent({
  name: 'session.connected',
  version: 1,
  topic: SessionLifecycle,
  lane: 'turns',
  payload: SessionConnectedDto,
  key: (data) => data.threadId,
});

/** A connection of a session went away. Others may live on, here or at another gateway. */
export class SessionDisconnectedDto extends ConversationEventDto {}

export const SessionDisconnected = defineEvent({
  name: 'session.disconnected',
  version: 1,
  topic: SessionLifecycle,
  lane: 'turns',
  payload: SessionDisconnectedDto,
  key: (data) => data.threadId,
});

/**
 * The user of a session asked for a new chat, and its socket is gone. The conversation ends unless somebody else still
 * looks at it.
 */
export class SessionClearedDto extends ConversationEventDto {}

export const SessionCleared = defineEvent({
  name: 'session.cleared',
  version: 1,
  topic: SessionLifecycle,
  lane: 'turns',
  payload: SessionClearedDto,
  key: (data) => data.threadId,
});
