import { afterEach, expect, it, vi } from 'vitest';
import type { ThreadDto } from '#libs/contracts';
import { ChatClient, HEDDLE_URL, newGuest } from '../support/chat-client.js';

let client: ChatClient;
afterEach(() => client.close());

it('the history takes a rating, a new name and the deletion of a thread from its owner alone', async () => {
  client = await ChatClient.connect();
  await client.event('update_message', (step) => step['name'] === 'on_chat_start');
  const id = client.say('rate me');
  await client.turnOver(id);
  const run = await client.event('new_message', (step) => step['type'] === 'run' && step['parentId'] === id);
  const threadId = String(run['threadId']);
  // As early as a click can be: the run may not be in the history yet.
  const rating = { feedback: { forId: run['id'], value: 1 }, sessionId: client.sessionId };
  const rated = (await send(client.cookie, 'PUT', '/feedback', rating)) as { feedbackId: string };
  expect(rated).toEqual({ success: true, feedbackId: expect.any(String) as string });
  const early = await stored(threadId, ({ steps }) => steps.some((step) => step.id === run['id']));
  const feedback = { id: rated.feedbackId, forId: run['id'], value: 1, comment: null };
  expect(early.steps).toContainEqual(expect.objectContaining({ id: run['id'], feedback }));

  const stranger = await newGuest();
  const renaming = { threadId, name: 'A better name' };
  for (const [method, path, body] of [
    ['PUT', '/feedback', rating],
    ['DELETE', '/feedback', { feedbackId: rated.feedbackId }],
    ['PUT', '/project/thread', renaming],
    ['DELETE', '/project/thread', { threadId }],
  ] as const)
    expect(await send(stranger, method, path, body)).toEqual({
      detail: expect.stringMatching(/not found$/) as string,
    });

  expect(await send(client.cookie, 'PUT', '/project/thread', renaming)).toEqual({ success: true });
  await client.ask('and go on');
  const goneOn = await stored(
    threadId,
    ({ steps }) => steps.filter(({ type }) => type === 'run').length === 3,
  );
  expect(goneOn.name).toBe('A better name');
  const forget = { feedbackId: rated.feedbackId };
  expect(await send(client.cookie, 'DELETE', '/feedback', forget)).toEqual({ success: true });
  expect(await send(client.cookie, 'DELETE', '/project/thread', { threadId })).toEqual({ success: true });
  expect((await client.http(`/project/thread/${threadId}`)).status).toBe(404);
  expect(await ChatClient.refusal({ cookie: client.cookie, threadId })).toBe('authorization failed');
});

async function stored(threadId: string, enough: (thread: ThreadDto) => boolean): Promise<ThreadDto> {
  return vi.waitFor(
    async () => {
      const response = await client.http(`/project/thread/${threadId}`);
      expect(response.status).toBe(200);
      const thread = (await response.json()) as ThreadDto;
      expect(enough(thread), 'the history is complete').toBe(true);
      return thread;
    },
    { timeout: 15_000 },
  );
}

async function send(cookie: string, method: string, path: string, body: object): Promise<unknown> {
  const headers = { cookie, 'content-type': 'application/json' };
  const response = await fetch(`${HEDDLE_URL}${path}`, { method, headers, body: JSON.stringify(body) });
  return response.json();
}
