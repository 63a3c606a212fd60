import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ChatEnded,
  OpenSession,
  SessionCleared,
  SessionConnected,
  SessionDisconnected,
} from '#libs/contracts';
import type { ChatEndedDto, ConversationEventDto, EventDefinition } from '#libs/contracts';
import { EventPublisher, eventHandler, RequestClient, subscribeEvents } from '#libs/messaging';
import type { LogTransport, OutgoingRecord, Subscription } from '#libs/messaging';
import { deriveId, DomainError } from '#libs/platform';
import { AppsRegistry } from '../../../apps/session/src/apps/apps.registry.js';
import { EndsService } from '../../../apps/session/src/sessions/ends.service.js';
import { SessionsService } from '../../../apps/session/src/sessions/sessions.service.js';
import { announce, LiveConversation } from '../../support/session/live-conversation.js';
import { MovableClock } from '../../support/session/movable-clock.js';
import { SESSION_TIMEOUT_SECONDS, SessionServiceUnderTest } from '../../support/session/session-service.js';

const TIMEOUT_MS = SESSION_TIMEOUT_SECONDS * 1_000;
const MINUTE_MS = 60_000;

describe('the end of a conversation', () => {
  const clock = new MovableClock();
  let session: SessionServiceUnderTest;
  let app: Subscription;
  let chat: LiveConversation;
  const heard: { readonly id: string; readonly event: ChatEndedDto }[] = [];

  beforeAll(async () => {
    session = await SessionServiceUnderTest.start({ clock });
    await announce(session.parts, { hooks: ['onChatEnd'] });
    await announce(session.parts, { app: 'silent' });
    const hear = eventHandler(
      ChatEnded,
      (event, { envelope }) => void heard.push({ id: envelope.id, event }),
    );
    app = await subscribeEvents(session.parts, {
      group: 'app.assistant',
      app: 'assistant',
      handlers: [hear],
    });
    await vi.waitFor(() => expect(session.service.app.get(AppsRegistry).names()).toHaveLength(2));
  });
  afterAll(async () => {
    await app.drain(1_000);
    await session.stop();
  });
  beforeEach(() => (chat = new LiveConversation(session.parts)));

  const endsOf = ({ threadId }: LiveConversation): string[] =>
    heard.filter(({ event }) => event.threadId === threadId).map(({ id }) => id);
  const endId = ({ threadId, sessionId }: LiveConversation, more = ''): string =>
    deriveId(threadId, `end ${sessionId}${more}`);
  /** Time passes, and sessions are looked through. */
  const pass = async (ms: number): Promise<void> => {
    clock.move(ms);
    await ends().settleDue();
  };
  const ends = (): EndsService => session.service.app.get(EndsService);

  async function stateOf({ sessionId }: LiveConversation): Promise<{ state: string; ended: boolean }> {
    const rows: { state: string; ended: boolean }[] = await session.service.app
      .get(DataSource)
      .query('SELECT state, ended_at IS NOT NULL AS ended FROM session.sessions WHERE id = $1', [sessionId]);
    return rows[0] ?? { state: 'none', ended: false };
  }

  async function publish(
    event: EventDefinition<ConversationEventDto>,
    { state, ended = false }: { state: string; ended?: boolean },
    of = chat,
  ): Promise<void> {
    await new EventPublisher(session.parts).publish(event, of.event());
    await vi.waitFor(async () => expect(await stateOf(of)).toEqual({ state, ended }));
  }

  const comes = (of = chat) => publish(SessionConnected, { state: 'connected' }, of);
  const leaves = (of = chat) => publish(SessionDisconnected, { state: 'away' }, of);
  const clears = (of = chat) => publish(SessionCleared, { state: 'cleared', ended: true }, of);
  const watch = (of = chat) => session.parts.live.joinThread(of.threadId, 'gateway', 2 * TIMEOUT_MS);
  const keepEnding = (of = chat) =>
    session.parts.live.keep(`ending:${of.owner.guestId}`, of.threadId, TIMEOUT_MS);
  const ending = (of = chat) => session.parts.live.kept(`ending:${of.owner.guestId}`);

  /** Another tab on the same thread. */
  const tab = (): LiveConversation =>
    Object.assign(new LiveConversation(session.parts, chat.owner), { threadId: chat.threadId });

  it('is told to the app when the user asks for a new chat, once, with the session', async () => {
    await comes();
    await keepEnding();
    await clears();
    await vi.waitFor(() => expect(endsOf(chat)).toEqual([endId(chat)]));
    expect(heard.at(-1)?.event).toEqual(chat.event());
    // Its onChatEnd runs first; the worker takes the mark away.
    expect(await ending()).toBe(chat.threadId);
    await publish(SessionCleared, { state: 'cleared', ended: true });
    await ends().settle(chat.threadId);
    expect(endsOf(chat)).toHaveLength(1);
  });

  it('waits for nobody when the app does not want to hear of it', async () => {
    const silent = new LiveConversation(session.parts, chat.owner, 'silent');
    await comes(silent);
    await keepEnding(silent);
    await clears(silent);
    await vi.waitFor(async () => expect(await ending(silent)).toBeUndefined());
  });

  it('does not come while another tab looks at the thread, and comes when that one is left', async () => {
    const other = tab();
    await comes();
    await comes(other);
    await keepEnding();
    await watch();
    await clears();
    await vi.waitFor(async () => expect(await ending()).toBeUndefined());
    await session.parts.live.leaveThread(chat.threadId, 'gateway');
    await leaves(other);
    await pass(TIMEOUT_MS + MINUTE_MS);
    await vi.waitFor(() => expect(endsOf(chat)).toEqual([endId(other)]));
  });

  it('comes when the last tab has been away for the timeout, and not before', async () => {
    const other = tab();
    await comes();
    await comes(other);
    await leaves();
    await pass(TIMEOUT_MS / 2);
    await leaves(other);
    await pass(TIMEOUT_MS / 2 + MINUTE_MS);
    expect(await stateOf(chat)).toMatchObject({ ended: true });
    expect(await stateOf(other)).toMatchObject({ ended: false });
    expect(endsOf(chat)).toEqual([]);
    await pass(TIMEOUT_MS / 2);
    await vi.waitFor(() => expect(endsOf(chat)).toEqual([endId(other)]));
    await ends().settleDue();
    expect(endsOf(chat)).toHaveLength(1);
  });

  it('does not come for a session that came back, and comes again when that one leaves again', async () => {
    await comes();
    await leaves();
    await pass(TIMEOUT_MS - MINUTE_MS);
    await comes();
    await watch();
    await pass(TIMEOUT_MS + MINUTE_MS);
    await ends().settleDue();
    expect(await stateOf(chat)).toEqual({ state: 'connected', ended: false });
    await session.parts.live.leaveThread(chat.threadId, 'gateway');
    await leaves();
    await pass(TIMEOUT_MS + MINUTE_MS);
    await vi.waitFor(() => expect(endsOf(chat)).toEqual([endId(chat)]));
    // After its end it was opened again.
    await comes();
    await leaves();
    await pass(TIMEOUT_MS + MINUTE_MS);
    await vi.waitFor(() => expect(endsOf(chat)).toEqual([endId(chat), endId(chat, ' 1')]));
  });

  it('comes for who was there when the gateway died, after a timeout from when that showed', async () => {
    await comes();
    await pass(TIMEOUT_MS + MINUTE_MS);
    expect(await stateOf(chat)).toEqual({ state: 'away', ended: false });
    await ends().settleDue();
    expect(endsOf(chat)).toEqual([]);
    await pass(TIMEOUT_MS + MINUTE_MS);
    await vi.waitFor(() => expect(endsOf(chat)).toEqual([endId(chat)]));
  });

  it('is not told of a session that was opened and never came', async () => {
    const { sessionId, threadId, owner } = chat;
    await session.service.app.get(RequestClient).ask(OpenSession, { sessionId, threadId, owner });
    await pass(TIMEOUT_MS + MINUTE_MS);
    expect(await stateOf(chat)).toMatchObject({ ended: true });
    expect(endsOf(chat)).toEqual([]);
  });

  it('waits for an app that has not announced itself yet', async () => {
    const early = new LiveConversation(session.parts, chat.owner, 'early');
    await comes(early);
    await publish(SessionCleared, { state: 'cleared' }, early);
    await ends().settleDue();
    expect(await stateOf(early)).toMatchObject({ ended: false });
    await announce(session.parts, { app: 'early', hooks: ['onChatEnd'] });
    await vi.waitFor(() => expect(session.service.app.get(AppsRegistry).names()).toContain('early'));
    await vi.waitFor(async () => {
      clock.move(MINUTE_MS);
      expect(await stateOf(early)).toMatchObject({ ended: true });
    });
  });

  it('is not undone by an event that comes again', async () => {
    const sessions = session.service.app.get(SessionsService);
    const time = new Date(clock.now()).toISOString();
    await sessions.setState('connected', chat.event(), time);
    const other = tab();
    await comes(other);
    await clears(other);
    expect(await stateOf(chat)).toEqual({ state: 'connected', ended: true });
    await sessions.setState('connected', chat.event(), time);
    expect(await stateOf(chat)).toEqual({ state: 'connected', ended: true });
  });

  it('comes once when two replicas find it at the same time', async () => {
    const replica = await session.startReplica();
    const chats = Array.from({ length: 10 }, () => new LiveConversation(session.parts));
    await Promise.all(chats.map((one) => comes(one).then(() => leaves(one))));
    await vi.waitFor(() => expect(replica.app.get(AppsRegistry).names()).toContain('assistant'));
    clock.move(TIMEOUT_MS + MINUTE_MS);
    await Promise.all([ends().settleDue(), replica.app.get(EndsService).settleDue()]);
    await vi.waitFor(() =>
      expect(chats.flatMap(endsOf)).toEqual(expect.arrayContaining(chats.map((one) => endId(one)))),
    );
    await replica.stop();
    expect(chats.flatMap(endsOf)).toHaveLength(chats.length);
  });

  it('is told again, under the same id, by whoever follows one that died in between', async () => {
    await comes();
    await leaves();
    const { log } = session.parts;
    const append = async (record: OutgoingRecord): Promise<void> => {
      await log.append(record);
      if (record.topic === 'chat.inbound.assistant') throw new DomainError('unavailable', 'It died.');
    };
    const dying = await session.startReplica({
      log: Object.assign(Object.create(log) as LogTransport, { append }),
    });
    await vi.waitFor(() => expect(dying.app.get(AppsRegistry).names()).toContain('assistant'));
    clock.advance(TIMEOUT_MS + MINUTE_MS);
    await expect(dying.app.get(EndsService).settle(chat.threadId)).rejects.toThrow('It died.');
    await dying.stop();
    expect(await stateOf(chat)).toEqual({ state: 'away', ended: false });
    await ends().settle(chat.threadId);
    expect(await stateOf(chat)).toEqual({ state: 'away', ended: true });
    await vi.waitFor(() => expect(endsOf(chat)).toEqual([endId(chat), endId(chat)]));
  });
});
