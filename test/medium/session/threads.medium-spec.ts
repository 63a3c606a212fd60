import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ReadThread } from '#libs/contracts';
import type { OwnerDto } from '#libs/contracts';
import { RequestClient } from '#libs/messaging';
import { ProjectorService } from '../../../apps/session/src/projector/projector.service.js';
import type { ThreadPage } from '../../../apps/session/src/threads/thread-page.js';
import { newGuest, SessionServiceUnderTest, stepOf, turnOf } from '../../support/session/session-service.js';

describe('the history of threads over HTTP', () => {
  let session: SessionServiceUnderTest;
  let owner: OwnerDto;

  beforeAll(async () => (session = await SessionServiceUnderTest.start()));
  afterAll(() => session.stop());
  beforeEach(() => (owner = newGuest()));

  /** A thread with one message, last active in a minute of the hour. */
  async function thread(minute: number, said = 'Hello.', name = `At ${minute}`, by = owner): Promise<string> {
    const id = crypto.randomUUID();
    const time = `2026-11-23T10:${String(minute).padStart(2, '0')}:00.000Z`;
    const outputs = [stepOf(id, { output: said }), { kind: 'thread-named' as const, name }];
    await session.service.app.get(ProjectorService).project({ turn: turnOf(by, id, outputs), time });
    return id;
  }

  async function list(filter: object = {}, pagination: object = { first: 10 }): Promise<ThreadPage> {
    const answer = await session.request(owner, '/project/threads', { pagination, filter });
    expect(answer.status).toBe(200);
    return answer.body as ThreadPage;
  }

  const idsOf = (page: ThreadPage): string[] => page.data.map(({ id }) => id);

  it('lists newest activity first, without what is in the threads', async () => {
    const [older, newer] = [await thread(1), await thread(2)];
    expect(await list()).toEqual({
      pageInfo: { hasNextPage: false, startCursor: newer, endCursor: older },
      data: [2, 1].map((minute) => ({
        id: minute === 2 ? newer : older,
        createdAt: `2026-11-23T10:0${minute}:00.000Z`,
        name: `At ${minute}`,
        userId: null,
        userIdentifier: null,
        tags: null,
        metadata: {},
        steps: [],
        elements: [],
      })),
    });
  });

  it('has nobody else’s threads, and none in which the user said nothing', async () => {
    await thread(1, 'Hello.', 'Theirs', newGuest());
    const silent = crypto.randomUUID();
    const greeting = turnOf(owner, silent, [stepOf(silent)], { interacted: false });
    await session.service.app
      .get(ProjectorService)
      .project({ turn: greeting, time: '2026-11-23T10:00:00.000Z' });
    const none = { pageInfo: { hasNextPage: false, startCursor: null, endCursor: null }, data: [] };
    expect(await list()).toEqual(none);
  });

  it('pages through everything once while new threads come in', async () => {
    // Two of them at the same time: the order among those must hold too.
    const ids = [];
    for (const minute of [1, 2, 2, 3, 4]) ids.push(await thread(minute));
    const first = await list({}, { first: 2 });
    expect(first.pageInfo).toEqual({ hasNextPage: true, startCursor: ids[4], endCursor: ids[3] });
    await thread(50);
    const second = await list({}, { first: 2, cursor: first.pageInfo.endCursor });
    await thread(51);
    const third = await list({}, { first: 2, cursor: second.pageInfo.endCursor });
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
    const seen = [first, second, third].flatMap(idsOf);
    expect(seen.toSorted()).toEqual(ids.toSorted());
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('gives nothing after a cursor that is unknown or somebody else’s', async () => {
    await thread(1);
    const theirs = await thread(30, 'Hello.', 'Theirs', newGuest());
    for (const cursor of [theirs, crypto.randomUUID()]) {
      expect((await list({}, { first: 5, cursor })).data).toEqual([]);
    }
  });

  it('finds words and their beginnings in names and in what was said', async () => {
    const named = await thread(1, 'Hello.', 'Knitting patterns');
    const said = await thread(2, 'The warp was TOO tight; the weft broke.');
    expect(idsOf(await list({ search: 'knit' }))).toEqual([named]);
    expect(idsOf(await list({ search: 'too ti' }))).toEqual([said]);
    expect(idsOf(await list({ search: 'tight knitting' }))).toEqual([]);
    expect(idsOf(await list({ search: '' }))).toEqual([said, named]);
    expect(idsOf(await list({ search: null, feedback: null }))).toEqual([said, named]);
  });

  it.each(["'; DROP TABLE threads; --", '%', '_', '\\', '\0', "a:* | !b & (c <-> d')", '🧵'])(
    'finds nothing, and breaks nothing, when asked for %j',
    async (search) => {
      await thread(1, 'Hello.');
      expect((await list({ search })).data).toEqual([]);
    },
  );

  it.each([
    [{ filter: {} }, 'pagination'],
    [{ pagination: { first: 0 }, filter: {} }, 'first'],
    [{ pagination: { first: '5' }, filter: {} }, 'first'],
    [{ pagination: { first: 5, cursor: 'x' }, filter: {} }, 'cursor'],
    [{ pagination: { first: 5 }, filter: { search: 7 } }, 'search'],
  ])('refuses %j with the field that is wrong', async (body, field) => {
    const answer = await session.request(owner, '/project/threads', body);
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain(`"${field}"`);
  });

  it('returns a whole thread to its owner', async () => {
    const id = await thread(1, 'Said.');
    const answer = await session.request(owner, `/project/thread/${id}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id, name: 'At 1', steps: [{ output: 'Said.' }], elements: [] });
  });

  it('gives a whole thread to workers, for its owner alone', async () => {
    const id = await thread(1, 'Said.');
    const ask = (threadId: string, by: OwnerDto) =>
      session.service.app.get(RequestClient).ask(ReadThread, { threadId, owner: by });
    expect((await ask(id, owner)).thread).toMatchObject({ id, name: 'At 1', steps: [{ output: 'Said.' }] });
    expect(await ask(id, newGuest())).toEqual({});
    expect(await ask(crypto.randomUUID(), owner)).toEqual({});
  });

  it('answers for a foreign thread as for an unknown one', async () => {
    const foreign = await thread(1, 'Hello.', 'Theirs', newGuest());
    for (const id of [foreign, crypto.randomUUID(), 'no-uuid']) {
      expect(await session.request(owner, `/project/thread/${id}`)).toEqual({
        status: 404,
        body: { detail: 'Thread not found' },
      });
    }
  });
});
