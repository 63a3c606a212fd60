import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { OpenSession, SessionConnected, SessionDisconnected } from '#libs/contracts';
import type { ConversationEventDto, OpenSessionAnswer, OwnerDto } from '#libs/contracts';
import { EventPublisher, RequestClient } from '#libs/messaging';
import { ProjectorService } from '../../../apps/session/src/projector/projector.service.js';
import { SessionsService } from '../../../apps/session/src/sessions/sessions.service.js';
import { newGuest, SessionServiceUnderTest, stepOf, turnOf } from '../../support/session/session-service.js';

describe('sessions', () => {
  let session: SessionServiceUnderTest;
  let owner: OwnerDto;
  let sessionId: string;
  let threadId: string;

  beforeAll(async () => (session = await SessionServiceUnderTest.start()));
  afterAll(() => session.stop());
  beforeEach(() => {
    owner = newGuest();
    [sessionId, threadId] = [crypto.randomUUID(), crypto.randomUUID()];
  });

  const open = (change: { owner?: OwnerDto; sessionId?: string; threadId?: string } = {}) =>
    session.service.app.get(RequestClient).ask(OpenSession, { sessionId, threadId, owner, ...change });

  const stateOf = async (id: string): Promise<unknown> => {
    const rows: Record<string, unknown>[] = await session.service.app
      .get(DataSource)
      .query('SELECT state, thread_id, chat_profile, client_type FROM session.sessions WHERE id = $1', [id]);
    return rows[0];
  };

  const event = (): ConversationEventDto => ({
    app: 'assistant',
    threadId,
    session: { id: sessionId, owner, clientType: 'webapp', language: 'en-US', chatProfile: 'Analyst' },
  });

  it('are new on a thread that nobody stored, however often they open', async () => {
    expect(await open()).toMatchObject({ verdict: 'new' });
    expect(await open()).toMatchObject({ verdict: 'new' });
    expect(await stateOf(sessionId)).toMatchObject({ state: 'away', thread_id: threadId });
  });

  it('resume a stored thread, whole, in another tab too', async () => {
    const question = stepOf(threadId, { type: 'user_message', output: 'Hi' });
    const answer = stepOf(threadId, { parentId: question.id, output: 'Hello.' });
    await session.service.app
      .get(ProjectorService)
      .project({ turn: turnOf(owner, threadId, [question, answer]), time: '2026-11-23T10:00:00.000Z' });
    const opened = await open({ sessionId: crypto.randomUUID() });
    expect(opened).toMatchObject({ verdict: 'resumed', app: 'assistant' });
    expect(opened.thread?.steps.map(({ output }) => output)).toEqual(['Hi', 'Hello.']);
    expect(opened.thread?.id).toBe(threadId);
  });

  it('are foreign on somebody else’s thread, also before anything is said in it', async () => {
    await open();
    const intruder = { owner: newGuest(), sessionId: crypto.randomUUID() };
    expect(await open(intruder)).toMatchObject({ verdict: 'foreign' });
    expect(await stateOf(intruder.sessionId)).toBeUndefined();
  });

  it('are foreign when the session is somebody else’s, and leave the thread to whoever comes', async () => {
    await open();
    const elsewhere = crypto.randomUUID();
    expect(await open({ owner: newGuest(), threadId: elsewhere })).toMatchObject({ verdict: 'foreign' });
    const own = await open({ owner: newGuest(), sessionId: crypto.randomUUID(), threadId: elsewhere });
    expect(own.verdict).toBe('new');
  });

  it('give a new thread to one of those who open it at the same time', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => open({ owner: newGuest(), sessionId: crypto.randomUUID() })),
    );
    const verdicts = all.map(({ verdict }: OpenSessionAnswer) => verdict);
    expect(verdicts.filter((verdict) => verdict === 'new')).toHaveLength(1);
    expect(verdicts.filter((verdict) => verdict === 'foreign')).toHaveLength(7);
  });

  it('are connected and away as the gateways say', async () => {
    const publisher = new EventPublisher(session.parts);
    await open();
    await publisher.publish(SessionConnected, event());
    await vi.waitFor(async () =>
      expect(await stateOf(sessionId)).toEqual({
        state: 'connected',
        thread_id: threadId,
        chat_profile: 'Analyst',
        client_type: 'webapp',
      }),
    );
    await publisher.publish(SessionDisconnected, event());
    await vi.waitFor(async () => expect(await stateOf(sessionId)).toMatchObject({ state: 'away' }));
  });

  it('do not change for what was said earlier, or about somebody else’s session', async () => {
    const sessions = session.service.app.get(SessionsService);
    await sessions.setState('connected', event(), '2026-11-23T10:00:01.000Z');
    await sessions.setState('away', event(), '2026-11-23T10:00:00.000Z');
    const foreign = { ...event(), session: { ...event().session, owner: newGuest() } };
    await sessions.setState('away', foreign, '2026-11-23T10:00:02.000Z');
    expect(await stateOf(sessionId)).toMatchObject({ state: 'connected' });
  });
});
