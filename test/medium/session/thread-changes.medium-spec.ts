import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OpenSession } from '#libs/contracts';
import type { OwnerDto, StepDto, ThreadDto, TurnEmittedDto, TurnOutput } from '#libs/contracts';
import { RequestClient } from '#libs/messaging';
import { ProjectorService } from '../../../apps/session/src/projector/projector.service.js';
import type { ThreadPage } from '../../../apps/session/src/threads/thread-page.js';
import { newGuest, SessionServiceUnderTest, stepOf, turnOf } from '../../support/session/session-service.js';

const TIME = '2026-11-23T10:00:00.000Z';
const DONE = { status: 200, body: { success: true } };
const NOT_FOUND = { status: 404, body: { detail: 'Thread not found' } };

describe('a thread, renamed and deleted over HTTP,', () => {
  let session: SessionServiceUnderTest;
  let owner: OwnerDto;
  let threadId: string;

  beforeAll(async () => (session = await SessionServiceUnderTest.start()));
  afterAll(() => session.stop());
  beforeEach(async () => {
    owner = newGuest();
    threadId = crypto.randomUUID();
    await project([stepOf(threadId, { output: 'Warp and weft.' }), named('As the app says')]);
  });

  const named = (name: string): TurnOutput => ({ kind: 'thread-named', name });
  const project = (outputs: (TurnOutput | StepDto)[], change: Partial<TurnEmittedDto> = {}): Promise<void> =>
    session.service.app
      .get(ProjectorService)
      .project({ turn: turnOf(owner, threadId, outputs, change), time: TIME });

  const rename = (name: unknown, by = owner, id = threadId) =>
    session.request(by, '/project/thread', { threadId: id, name }, 'PUT');
  const remove = (by = owner, id = threadId) =>
    session.request(by, '/project/thread', { threadId: id }, 'DELETE');
  const read = (by = owner) => session.request(by, `/project/thread/${threadId}`);
  const nameOf = async () => ((await read()).body as ThreadDto).name;
  const open = (sessionId = crypto.randomUUID()) =>
    session.service.app.get(RequestClient).ask(OpenSession, { sessionId, threadId, owner });

  async function listed(filter: object = {}): Promise<(string | null | undefined)[]> {
    const question = { pagination: { first: 10 }, filter };
    const { body } = await session.request(owner, '/project/threads', question);
    return (body as ThreadPage).data.map(({ name }) => name);
  }

  it('is called what its owner says, without the space around it, and found by that', async () => {
    expect(await rename('  Looms \n')).toEqual(DONE);
    expect(await nameOf()).toBe('Looms');
    expect(await listed({ search: 'loom' })).toEqual(['Looms']);
    expect(await rename('a'.repeat(255))).toEqual(DONE);
    expect(await rename('half \ud800')).toEqual(DONE);
    expect(await nameOf()).toBe('half �');
  });

  it('keeps that name whatever the app calls it later', async () => {
    await rename('Looms');
    await project([named('As the app says now')], { fence: 9 });
    await project([named('As the app said')], { fence: 0 });
    expect(await nameOf()).toBe('Looms');
    await rename('Looms again');
    expect(await nameOf()).toBe('Looms again');
  });

  it('keeps that name even if it had none before', async () => {
    threadId = crypto.randomUUID();
    await open();
    await rename('Looms');
    await project([stepOf(threadId), named('As the app says')]);
    expect(await listed()).toContain('Looms');
  });

  it('is not moved to the top of the list by a new name', async () => {
    const first = threadId;
    threadId = crypto.randomUUID();
    await project([stepOf(threadId), named('Newer')]);
    await session.service.app
      .get(ProjectorService)
      .project({ turn: turnOf(owner, threadId, [named('Newest')]), time: '2026-11-23T11:00:00.000Z' });
    await rename('Looms', owner, first);
    expect(await listed()).toEqual(['Newest', 'Looms']);
  });

  it.each(['', ' \n', 'a'.repeat(256), 7, null, undefined])('is not called %j', async (name) => {
    const answer = await rename(name);
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain('"name"');
    expect(await nameOf()).toBe('As the app says');
  });

  it('is neither listed, nor found, nor read, nor renamed once it is deleted', async () => {
    expect(await remove()).toEqual(DONE);
    expect(await listed()).toEqual([]);
    expect(await listed({ search: 'warp' })).toEqual([]);
    expect([await read(), await rename('Looms'), await remove()]).toEqual([NOT_FOUND, NOT_FOUND, NOT_FOUND]);
  });

  it('cannot be joined again once it is deleted, in the same tab neither', async () => {
    const sessionId = crypto.randomUUID();
    expect(await open(sessionId)).toMatchObject({ verdict: 'resumed' });
    await remove();
    expect(await open(sessionId)).toEqual({ verdict: 'foreign' });
    expect(await open()).toEqual({ verdict: 'foreign' });
  });

  it('does not come back for what its turns still have to say, of which nothing is kept', async () => {
    await remove();
    await project([stepOf(threadId, { output: 'late' }), named('Late')], { fence: 9 });
    expect(await read()).toEqual(NOT_FOUND);
    expect(await listed()).toEqual([]);
    const kept: unknown = await session.service.app
      .get(DataSource)
      .query('SELECT output FROM session.steps WHERE thread_id = $1', [threadId]);
    expect(kept).toEqual([{ output: 'Warp and weft.' }]);
  });

  it('of somebody else is neither renamed nor deleted, and answers as an unknown one', async () => {
    const stranger = newGuest();
    for (const id of [threadId, crypto.randomUUID()]) {
      expect(await rename('Mine', stranger, id)).toEqual(NOT_FOUND);
      expect(await remove(stranger, id)).toEqual(NOT_FOUND);
    }
    expect(await nameOf()).toBe('As the app says');
  });

  it('is named by a UUID', async () => {
    expect((await rename('Looms', owner, 'x')).status).toBe(422);
    expect((await remove(owner, 'x')).status).toBe(422);
  });
});
