import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { deadLetterTopic, TurnEmitted } from '#libs/contracts';
import type { ElementDto, OwnerDto, ThreadDto, TurnEmittedDto } from '#libs/contracts';
import { EventPublisher } from '#libs/messaging';
import { schemaDrift } from '#libs/persistence';
import { ProjectorService } from '../../../apps/session/src/projector/projector.service.js';
import { ThreadsService } from '../../../apps/session/src/threads/threads.service.js';
import {
  elementOf,
  newGuest,
  SessionServiceUnderTest,
  stepOf,
  turnOf,
} from '../../support/session/session-service.js';

const TIME = '2026-11-23T10:00:00.000Z';

describe('the projection of turns into history', () => {
  let session: SessionServiceUnderTest;
  let projector: ProjectorService;
  let threads: ThreadsService;
  let owner: OwnerDto;
  let threadId: string;

  beforeAll(async () => {
    session = await SessionServiceUnderTest.start();
    projector = session.service.app.get(ProjectorService);
    threads = session.service.app.get(ThreadsService);
  });
  afterAll(() => session.stop());
  beforeEach(() => {
    owner = newGuest();
    threadId = crypto.randomUUID();
  });

  const project = (turn: TurnEmittedDto): Promise<void> => projector.project({ turn, time: TIME });
  const stored = async (): Promise<ThreadDto> => (await threads.find(threadId, owner))!;
  const outputs = async (): Promise<string[]> => (await stored()).steps.map(({ output }) => output);

  it('leaves tables that are what the entities say', async () => {
    expect(await schemaDrift(session.service.app.get(DataSource))).toEqual([]);
  });

  it('can be undone, and done again', async () => {
    const database = session.service.app.get(DataSource);
    for (const _ of database.migrations) await database.undoLastMigration();
    expect(await database.query("SELECT to_regclass('session.threads') AS name")).toEqual([{ name: null }]);
    await database.runMigrations();
  });

  it('keeps everything a step and an element say', async () => {
    const run = stepOf(threadId, {
      type: 'run',
      name: 'on_message',
      input: '{"a":1}',
      output: '',
      showInput: 'json',
      defaultOpen: true,
      autoCollapse: true,
      language: 'json',
      command: 'search',
      waitForAnswer: false,
      tags: ['a', 'b'],
      metadata: {
        icon: 'search',
        nested: { list: [1, null, 'x'] },
        constructor: 'Ferrari',
        ['__proto__']: { toString: 1 },
      },
    });
    const element: ElementDto = {
      id: crypto.randomUUID(),
      threadId,
      forId: run.id,
      type: 'custom',
      name: 'Chart',
      display: 'side',
      url: 'https://example.com/chart.json',
      chainlitKey: 'key',
      objectKey: null,
      size: 'large',
      props: { points: [1, 2] },
      page: 3,
      autoPlay: true,
      playerConfig: { muted: true },
      language: null,
      mime: 'application/json',
    };
    await project(
      turnOf(owner, threadId, [run, { kind: 'element', element }, { kind: 'thread-named', name: 'Charts' }], {
        chatProfile: 'Analyst',
        userIdentifier: 'alice',
      }),
    );
    expect(await stored()).toEqual({
      id: threadId,
      createdAt: TIME,
      name: 'Charts',
      userId: null,
      userIdentifier: 'alice',
      tags: null,
      metadata: { chat_profile: 'Analyst' },
      steps: [run],
      elements: [element],
    });
  });

  it('changes nothing when a record comes twice', async () => {
    const turn = turnOf(owner, threadId, [stepOf(threadId), stepOf(threadId, { output: 'More.' })]);
    await project(turn);
    const once = await stored();
    await project(turn);
    expect(await stored()).toEqual(once);
  });

  it('changes nothing when an older record comes again after a newer one', async () => {
    const step = stepOf(threadId, { output: 'He', streaming: true });
    const turnId = crypto.randomUUID();
    const early = turnOf(owner, threadId, [step], { turnId, sequence: 1 });
    const late = turnOf(owner, threadId, [{ ...step, output: 'Hello.', streaming: false }], {
      turnId,
      sequence: 2,
    });
    for (const turn of [early, late, early]) await project(turn);
    expect(await outputs()).toEqual(['Hello.']);
  });

  it('lets a later turn change what an earlier one showed', async () => {
    const step = stepOf(threadId);
    await project(turnOf(owner, threadId, [step], { sequence: 5 }));
    await project(turnOf(owner, threadId, [{ ...step, output: 'Changed.' }], { sequence: 0 }));
    expect(await outputs()).toEqual(['Changed.']);
  });

  it('lets no lower fence overwrite a higher one', async () => {
    const step = stepOf(threadId);
    const named = (name: string) => ({ kind: 'thread-named' as const, name });
    await project(turnOf(owner, threadId, [{ ...step, output: 'second' }, named('Second')], { fence: 7 }));
    await project(
      turnOf(owner, threadId, [{ ...step, output: 'first' }, named('First')], { fence: 5, sequence: 9 }),
    );
    expect(await outputs()).toEqual(['second']);
    expect((await stored()).name).toBe('Second');
    await project(turnOf(owner, threadId, [{ ...step, output: 'third' }], { fence: 8 }));
    expect(await outputs()).toEqual(['third']);
    expect((await stored()).name).toBe('Second');
  });

  it('gives an element’s file an address that holds without a session', async () => {
    const file = elementOf(threadId, { chainlitKey: 'b4ef5386-5e2c-5a5a-8ab7-9a4f0b2a5e0e' });
    const linked = elementOf(threadId, { url: 'https://example.com/a.png' });
    const outputs = [file, linked].map((element) => ({ kind: 'element' as const, element }));
    await project(turnOf(owner, threadId, outputs));
    expect((await stored()).elements.map(({ url }) => url)).toEqual([
      `/project/file/b4ef5386-5e2c-5a5a-8ab7-9a4f0b2a5e0e?thread_id=${threadId}`,
      'https://example.com/a.png',
    ]);
  });

  it('does not bring a removed element back for an older record', async () => {
    const [kept, removed] = [elementOf(threadId), elementOf(threadId)];
    const outputs = [kept, removed].map((element) => ({ kind: 'element' as const, element }));
    const shown = turnOf(owner, threadId, outputs, { fence: 5 });
    await project(shown);
    await project(turnOf(owner, threadId, [{ kind: 'element-removed', id: removed.id }], { fence: 6 }));
    await project(shown);
    expect((await stored()).elements.map(({ id }) => id)).toEqual([kept.id]);
  });

  it('does not bring a removed step back for an older record', async () => {
    const [kept, removed] = [stepOf(threadId, { output: 'kept' }), stepOf(threadId, { output: 'removed' })];
    const shown = turnOf(owner, threadId, [kept, removed], { fence: 5 });
    await project(shown);
    await project(turnOf(owner, threadId, [{ kind: 'step-removed', id: removed.id }], { fence: 6 }));
    await project(shown);
    expect(await outputs()).toEqual(['kept']);
    const rows: unknown = await session.service.app
      .get(DataSource)
      .query("SELECT 1 FROM session.steps WHERE output = 'removed'");
    expect(rows).toEqual([]);
  });

  it('takes the last word about a step within one record', async () => {
    const step = stepOf(threadId);
    await project(
      turnOf(owner, threadId, [
        { ...step, output: 'one' },
        { ...step, output: 'two' },
        { kind: 'step-removed', id: step.id },
        { ...step, output: 'three' },
      ]),
    );
    expect(await outputs()).toEqual(['three']);
  });

  it('keeps steps in the order in which they came, however often they change', async () => {
    const first = stepOf(threadId, { output: '1' });
    await project(turnOf(owner, threadId, [first, stepOf(threadId, { output: '2' })]));
    await project(turnOf(owner, threadId, [stepOf(threadId, { output: '3' })], { sequence: 1 }));
    await project(turnOf(owner, threadId, [{ ...first, output: '1, changed' }], { sequence: 2 }));
    expect(await outputs()).toEqual(['1, changed', '2', '3']);
  });

  it('shows a parent before its children even if it came later', async () => {
    const parent = stepOf(threadId, { output: 'parent' });
    const child = stepOf(threadId, { output: 'child', parentId: parent.id });
    await project(turnOf(owner, threadId, [child]));
    await project(turnOf(owner, threadId, [parent], { sequence: 1 }));
    expect(await outputs()).toEqual(['parent', 'child']);
  });

  it('keeps to its own thread when a client reuses the id of another’s message', async () => {
    const theirs = stepOf(threadId, { output: 'theirs' });
    await project(turnOf(owner, threadId, [theirs]));
    const [other, otherThread] = [newGuest(), crypto.randomUUID()];
    await project(
      turnOf(other, otherThread, [{ ...theirs, threadId: otherThread, output: 'mine' }], { fence: 99 }),
    );
    expect(await outputs()).toEqual(['theirs']);
  });

  it('stores nothing in a thread that belongs to somebody else', async () => {
    await project(turnOf(owner, threadId, [stepOf(threadId)]));
    const intrusion = turnOf(newGuest(), threadId, [stepOf(threadId, { output: 'intruder' })], { fence: 99 });
    await expect(project(intrusion)).rejects.toThrow('belongs to somebody else');
    expect(await outputs()).toEqual(['Hello.']);
  });

  it('stores what PostgreSQL would refuse: zero characters, half surrogates, impossible times', async () => {
    const step = stepOf(threadId, {
      output: 'a\0b',
      metadata: { ['k\0']: 'half \ud800 pair', whole: '😀' },
      createdAt: '2026-W47',
      start: '+012026-11-23T00:00:00Z',
    });
    await project(turnOf(owner, threadId, [step]));
    const [found] = (await stored()).steps;
    expect(found).toMatchObject({ output: 'a�b', createdAt: null, start: null });
    expect(found?.metadata).toEqual({ 'k�': 'half � pair', whole: '😀' });
  });

  it('stores records that come together, each in its order, whatever becomes of the others', async () => {
    const [poisoned, foreign] = [crypto.randomUUID(), crypto.randomUUID()];
    await project(turnOf(newGuest(), foreign, [stepOf(foreign)]));
    const outcomes = await Promise.allSettled([
      project(
        turnOf(owner, threadId, [stepOf(threadId, { output: '1' }), stepOf(threadId, { output: '2' })]),
      ),
      project(turnOf(owner, poisoned, [stepOf(poisoned)], { sequence: 3_000_000_000 })),
      project(turnOf(owner, foreign, [stepOf(foreign)])),
      project(turnOf(owner, threadId, [stepOf(threadId, { output: '3' })], { sequence: 1 })),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await outputs()).toEqual(['1', '2', '3']);
    expect(await threads.find(poisoned, owner)).toBeUndefined();
  });

  it('follows the log, and sends what it must not store to the dead letters', async () => {
    const publisher = new EventPublisher(session.parts);
    await publisher.publish(TurnEmitted, turnOf(newGuest(), threadId, [stepOf(threadId)]));
    await publisher.publish(TurnEmitted, turnOf(owner, threadId, [stepOf(threadId, { output: 'intruder' })]));
    const letters: string[] = [];
    await session.parts.log.readBroadcast(deadLetterTopic('chat.outbound', 'session.events'), (record) =>
      letters.push(record.value?.toString() ?? ''),
    );
    await vi.waitFor(() => expect(letters.join()).toContain('intruder'), 10_000);
    expect(await threads.find(threadId, owner)).toBeUndefined();
  });
});
