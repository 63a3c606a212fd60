import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OpenSession } from '#libs/contracts';
import type { OwnerDto, StepDto, ThreadDto } from '#libs/contracts';
import { RequestClient } from '#libs/messaging';
import { ProjectorService } from '../../../apps/session/src/projector/projector.service.js';
import type { ThreadPage } from '../../../apps/session/src/threads/thread-page.js';
import { newGuest, SessionServiceUnderTest, stepOf, turnOf } from '../../support/session/session-service.js';

const TIME = '2026-11-23T10:00:00.000Z';
const NOT_FOUND = { status: 404, body: { detail: 'Feedback not found' } };

describe('feedback over HTTP', () => {
  let session: SessionServiceUnderTest;
  let owner: OwnerDto;
  let threadId: string;
  let run: StepDto;

  beforeAll(async () => (session = await SessionServiceUnderTest.start()));
  afterAll(() => session.stop());
  beforeEach(async () => {
    owner = newGuest();
    [threadId, run] = await threadOf(owner);
  });

  const project = (by: OwnerDto, id: string, steps: StepDto[], fence = 1): Promise<void> =>
    session.service.app.get(ProjectorService).project({ turn: turnOf(by, id, steps, { fence }), time: TIME });

  /** A stored thread and the run in it. */
  async function threadOf(by: OwnerDto): Promise<[string, StepDto]> {
    const id = crypto.randomUUID();
    const stored = stepOf(id, { type: 'run', name: 'on_message', output: '' });
    await project(by, id, [stored, stepOf(id, { parentId: stored.id })]);
    return [id, stored];
  }

  const give = (feedback: object, by = owner, sessionId: string = crypto.randomUUID()) =>
    session.request(by, '/feedback', { feedback, sessionId }, 'PUT');

  async function given(feedback: object): Promise<string> {
    const { status, body } = await give(feedback);
    expect([status, body]).toEqual([200, { success: true, feedbackId: expect.any(String) as string }]);
    return (body as { feedbackId: string }).feedbackId;
  }

  const takeBack = (feedbackId: string, by = owner) =>
    session.request(by, '/feedback', { feedbackId }, 'DELETE');

  const feedbackOn = async (id = threadId): Promise<StepDto['feedback'][]> => {
    const { body } = await session.request(owner, `/project/thread/${id}`);
    return (body as ThreadDto).steps.map(({ feedback }) => feedback);
  };

  it('comes back on the run, and on nothing else, when the thread is read and when it is resumed', async () => {
    const id = await given({ forId: run.id, value: 0, comment: 'Too long.', threadId });
    const stored = { id, forId: run.id, value: 0, comment: 'Too long.' };
    expect(await feedbackOn()).toEqual([stored, undefined]);
    const opened = await session.service.app
      .get(RequestClient)
      .ask(OpenSession, { sessionId: crypto.randomUUID(), threadId, owner });
    expect(opened.thread?.steps.map(({ feedback }) => feedback)).toEqual([stored, undefined]);
  });

  it('is one for a run, however often it is given, and the last one counts', async () => {
    const first = await given({ forId: run.id, value: 0, comment: 'No.' });
    expect(await given({ forId: run.id, value: 1 })).toBe(first);
    expect(await given({ id: first, forId: run.id, value: 1, comment: 'Yes.' })).toBe(first);
    expect((await feedbackOn())[0]).toMatchObject({ id: first, value: 1, comment: 'Yes.' });
    const clicks = await Promise.all([0, 1, 0, 1].map((value) => given({ forId: run.id, value })));
    expect(new Set(clicks)).toEqual(new Set([first]));
  });

  it('is taken back once', async () => {
    const id = await given({ forId: run.id, value: 1 });
    expect(await takeBack(id)).toEqual({ status: 200, body: { success: true } });
    expect(await feedbackOn()).toEqual([undefined, undefined]);
    expect(await takeBack(id)).toEqual(NOT_FOUND);
    expect(await give({ id, forId: run.id, value: 1 })).toEqual(NOT_FOUND);
  });

  it('may come before the run that it judges', async () => {
    const early = stepOf(threadId, { type: 'run' });
    await given({ forId: early.id, value: 1, threadId });
    await project(owner, threadId, [early]);
    expect((await feedbackOn())[2]).toMatchObject({ forId: early.id, value: 1 });
  });

  it('finds the thread of such a run by the session when the client names none', async () => {
    const opened = { sessionId: crypto.randomUUID(), threadId: crypto.randomUUID(), owner };
    await session.service.app.get(RequestClient).ask(OpenSession, opened);
    const early = stepOf(opened.threadId, { type: 'run' });
    const feedback = { forId: early.id, value: 1, threadId: '' };
    expect(await give(feedback)).toEqual(NOT_FOUND);
    expect(await give(feedback, newGuest(), opened.sessionId)).toEqual(NOT_FOUND);
    expect((await give(feedback, owner, opened.sessionId)).status).toBe(200);
    await project(owner, opened.threadId, [early]);
    expect(await feedbackOn(opened.threadId)).toMatchObject([{ value: 1 }]);
  });

  it('is refused for what is no run of the thread, as for what nobody knows', async () => {
    const [elsewhere, otherRun] = await threadOf(owner);
    const [theirs, theirRun] = await threadOf(newGuest());
    const message = stepOf(threadId);
    const removed = stepOf(threadId, { type: 'run' });
    await project(owner, threadId, [message, removed]);
    await session.service.app.get(ProjectorService).project({
      turn: turnOf(owner, threadId, [{ kind: 'step-removed', id: removed.id }], { fence: 2 }),
      time: TIME,
    });
    for (const feedback of [
      { forId: message.id, threadId },
      { forId: removed.id, threadId },
      { forId: otherRun.id, threadId },
      { forId: run.id, threadId: elsewhere },
      { forId: theirRun.id },
      { forId: theirRun.id, threadId },
      { forId: theirRun.id, threadId: theirs },
      { forId: crypto.randomUUID(), threadId: theirs },
      { forId: crypto.randomUUID(), threadId: crypto.randomUUID() },
      { forId: crypto.randomUUID() },
    ])
      expect(await give({ ...feedback, value: 1 })).toEqual(NOT_FOUND);
  });

  it('of somebody else is neither changed nor taken back', async () => {
    const stranger = newGuest();
    const [, ownRun] = await threadOf(stranger);
    const id = await given({ forId: run.id, value: 1 });
    expect(await give({ id, forId: ownRun.id, value: 0 }, stranger)).toEqual(NOT_FOUND);
    expect(await give({ id, forId: run.id, value: 0 }, stranger)).toEqual(NOT_FOUND);
    expect(await takeBack(id, stranger)).toEqual(NOT_FOUND);
    expect((await feedbackOn())[0]).toMatchObject({ id, value: 1 });
  });

  it('survives what the run’s turn still has to say', async () => {
    await given({ forId: run.id, value: 1 });
    await project(owner, threadId, [{ ...run, output: 'Done.' }], 2);
    expect((await feedbackOn())[0]).toMatchObject({ value: 1 });
  });

  it('is gone with its thread', async () => {
    const id = await given({ forId: run.id, value: 1 });
    await session.request(owner, '/project/thread', { threadId }, 'DELETE');
    expect(await takeBack(id)).toEqual(NOT_FOUND);
    expect(await give({ forId: run.id, value: 1, threadId })).toEqual(NOT_FOUND);
    expect(await give({ forId: crypto.randomUUID(), value: 1, threadId })).toEqual(NOT_FOUND);
  });

  it('keeps a comment that PostgreSQL would refuse', async () => {
    await given({ forId: run.id, value: 1, comment: 'a\0b \ud800' });
    expect((await feedbackOn())[0]).toMatchObject({ comment: 'a�b �' });
  });

  it('is what threads are listed by', async () => {
    const [other, otherRun] = await threadOf(owner);
    await threadOf(owner);
    await given({ forId: run.id, value: 1 });
    await given({ forId: otherRun.id, value: 0 });
    const listed = async (feedback: 0 | 1 | null): Promise<string[]> => {
      const question = { pagination: { first: 10 }, filter: { feedback } };
      const { body } = await session.request(owner, '/project/threads', question);
      return (body as ThreadPage).data.map(({ id }) => id);
    };
    expect([await listed(1), await listed(0)]).toEqual([[threadId], [other]]);
    expect(await listed(null)).toHaveLength(3);
  });

  it.each([
    [{ value: 1 }, 'forId'],
    [{ forId: 'x', value: 1 }, 'forId'],
    [{ forId: crypto.randomUUID() }, 'value'],
    [{ forId: crypto.randomUUID(), value: 2 }, 'value'],
    [{ forId: crypto.randomUUID(), value: '1' }, 'value'],
    [{ forId: crypto.randomUUID(), value: 1, comment: 7 }, 'comment'],
    [{ forId: crypto.randomUUID(), value: 1, threadId: 'x' }, 'threadId'],
  ])('refuses %j with the field that is wrong', async (feedback, field) => {
    const answer = await give(feedback);
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain(`"${field}"`);
  });
});
