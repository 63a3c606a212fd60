import { defineEvent } from '../definitions.js';
import { SessionLifecycle } from '../topics.js';
import { ConversationEventDto } from './chat-inbound.events.js';

/** A session's connection was accepted, for the first time or again. */
export class SessionConnectedDto extends ConversationEventDto {}

export const SessionConnected = defineEvent({
  name: 'session.connected',
  version: 1,
  topic: SessionLifecycle,
  lane: 'turns',
  payload: SessionConnectedDto,
  key: (data) => data.threadId,
});

/** A session's last connection went away. */
export class SessionDisconnectedDto extends ConversationEventDto {}

export const SessionDisconnected = defineEvent({
  name: 'session.disconnected',
  version: 1,
  topic: SessionLifecycle,
  lane: 'turns',
  payload: SessionDisconnectedDto,
  key: (data) => data.threadId,
});
