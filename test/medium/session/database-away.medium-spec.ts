import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { TurnEmitted } from '#libs/contracts';
import { EventPublisher } from '#libs/messaging';
import { ThreadsService } from '../../../apps/session/src/threads/threads.service.js';
import { DatabaseLink } from '../../support/database/database-link.js';
import { newGuest, SessionServiceUnderTest, stepOf, turnOf } from '../../support/session/session-service.js';

let session: SessionServiceUnderTest;
let link: DatabaseLink;

beforeAll(async () => {
  const reach = async (url: string): Promise<string> => (link = await DatabaseLink.to(url)).url;
  session = await SessionServiceUnderTest.start({ reach });
});
afterAll(async () => {
  await session.stop();
  link.cut();
});

it('loses nothing of what was emitted while the database was away, and says 503 to readers meanwhile', async () => {
  const [owner, threadId] = [newGuest(), crypto.randomUUID()];
  link.cut();
  const publisher = new EventPublisher(session.parts);
  for (const sequence of [0, 1, 2]) {
    const step = stepOf(threadId, { output: String(sequence) });
    await publisher.publish(TurnEmitted, turnOf(owner, threadId, [step], { sequence }));
  }
  expect(await session.request(owner, `/project/thread/${threadId}`)).toEqual({
    status: 503,
    body: { detail: 'The database is away. Try again later.' },
  });

  await link.mend();
  const threads = session.service.app.get(ThreadsService);
  await vi.waitFor(async () => {
    const thread = await threads.find(threadId, owner);
    expect(thread?.steps.map(({ output }) => output)).toEqual(['0', '1', '2']);
  }, 20_000);
});
