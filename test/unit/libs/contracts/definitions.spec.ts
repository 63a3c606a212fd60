import { describe, expect, it } from 'vitest';
import * as contracts from '#libs/contracts';
import {
  AppAnnounced,
  deadLetterTopic,
  eventsGroupOfService,
  groupOfApp,
  MessageReceived,
  rpcGroupOfService,
  rpcTopicOfApp,
  rpcTopicOfService,
  StopRequested,
  topicNameOf,
  TurnEmitted,
} from '#libs/contracts';
import type { EventDefinition, MessageReceivedDto, TurnEmittedDto } from '#libs/contracts';

const of = <T extends object>(data: object) => data as T;

const EVENTS = Object.values<unknown>(contracts).filter(
  (value): value is EventDefinition<object> =>
    typeof value === 'object' && value !== null && 'payload' in value && 'topic' in value,
);

describe('the topic of an event', () => {
  it('is its app’s own where the topic is per app, else the deployment’s', () => {
    const message = of<MessageReceivedDto>({ app: 'support', threadId: 't' });
    expect(topicNameOf(MessageReceived, message)).toBe('chat.inbound.support');
    expect(topicNameOf(StopRequested, message)).toBe('chat.control.support');
    expect(topicNameOf(TurnEmitted, of<TurnEmittedDto>({ app: 'support', threadId: 't' }))).toBe(
      'chat.outbound',
    );
    expect(topicNameOf(AppAnnounced, of({ app: 'support' }))).toBe('apps.manifests');
  });

  it.each(EVENTS.map((event) => [event.name, event] as const))(
    'of %s fits its scope and its key',
    (_, event) => {
      expect(Boolean(event.app)).toBe(event.topic.scope === 'app');
      const keyed = event.topic.family === 'identity.events' ? 'a-user' : 'a-thread';
      const key = event.topic.reading === 'broadcast' ? 'support' : keyed;
      expect(event.key({ app: 'support', threadId: 'a-thread', userId: 'a-user' })).toBe(key);
    },
  );
});

describe('names', () => {
  it('of events are told apart', () => {
    const names = EVENTS.map(({ name, version }) => `${name} ${version}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(5);
  });

  it('of topics and groups are those that operators see', () => {
    expect([rpcTopicOfService('session'), rpcTopicOfApp('support')]).toEqual([
      'rpc.session',
      'rpc.app.support',
    ]);
    expect([eventsGroupOfService('session'), rpcGroupOfService('session'), groupOfApp('support')]).toEqual([
      'session.events',
      'session.rpc',
      'app.support',
    ]);
    expect(deadLetterTopic('chat.outbound', 'session.events')).toBe('chat.outbound.session.events.dlq');
  });
});
