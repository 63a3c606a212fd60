import { afterEach, expect, it, vi } from 'vitest';
import { ChatClient } from '../support/chat-client.js';

const clients: ChatClient[] = [];

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

it('a thread keeps its profile, whatever the page has picked when it is opened again', async () => {
  const first = await ChatClient.connect({ chatProfile: 'Concise' });
  clients.push(first);
  await first.ask('hello');
  const { thread_id } = await first.event('first_interaction');
  const threadId = String(thread_id);
  const profileOf = async (runs: number): Promise<unknown> =>
    vi.waitFor(
      async () => {
        const thread = (await (await first.http(`/project/thread/${threadId}`)).json()) as {
          steps: { type: string; end: string | null }[];
          metadata: Record<string, unknown>;
        };
        expect(thread.steps.filter(({ type, end }) => type === 'run' && end)).toHaveLength(runs);
        return thread.metadata['chat_profile'];
      },
      { timeout: 15_000 },
    );
  expect(await profileOf(2)).toBe('Concise');
  first.close();
  const again = await ChatClient.connect({ cookie: first.cookie, threadId, chatProfile: 'Assistant' });
  clients.push(again);
  await again.event('resume_thread');
  await again.ask('and again');
  expect(await profileOf(3)).toBe('Concise');
});
