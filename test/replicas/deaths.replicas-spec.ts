import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChatClient } from '../support/chat-client.js';
import type { ClientOptions } from '../support/chat-client.js';

interface Replica {
  readonly url: string;
  readonly pid: number;
}

const replicas = (variable: string) => JSON.parse(process.env[variable] ?? '[]') as Replica[];
const [firstGateway, secondGateway] = replicas('HEDDLE_GATEWAYS');
const workers = replicas('HEDDLE_WORKERS');

const clients: ChatClient[] = [];
const started: ChildProcess[] = [];

async function connect(options: ClientOptions): Promise<ChatClient> {
  const client = await ChatClient.connect(options);
  clients.push(client);
  return client;
}

async function connectStarted(options: ClientOptions): Promise<ChatClient> {
  const client = await connect(options);
  await client.event('update_message', (step) => step['name'] === 'on_chat_start');
  return client;
}

/** Kills a process and waits until it is gone. */
async function kill(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 5_000 });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The demo app as an author's file, for `heddle worker`. */
function demoApp(): string {
  const assistant = join(import.meta.dirname, '../../dist/apps/assistant/src');
  const file = join(mkdtempSync(join(tmpdir(), 'heddle-worker-')), 'app.mjs');
  const lines = [
    `import { createAssistant } from ${JSON.stringify(join(assistant, 'assistant.js'))};`,
    `import { ModelConfig } from ${JSON.stringify(join(assistant, 'model.config.js'))};`,
    'export default createAssistant(new ModelConfig());',
  ];
  writeFileSync(file, lines.join('\n'));
  return file;
}

async function startWorker(): Promise<void> {
  const port = await freePort();
  const cli = join(import.meta.dirname, '../../dist/apps/cli/src/main.js');
  const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1' };
  started.push(spawn(process.execPath, [cli, 'worker', demoApp()], { env, stdio: 'ignore' }));
  await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200), {
    timeout: 20_000,
  });
}

async function outputsOf(client: ChatClient, threadId: string, runs: number): Promise<string[]> {
  return vi.waitFor(
    async () => {
      const thread = (await (await client.http(`/project/thread/${threadId}`)).json()) as {
        steps: { id: string; type: string; end: string | null; output: string }[];
      };
      expect(thread.steps.filter((step) => step.type === 'run' && step.end)).toHaveLength(runs);
      expect(new Set(thread.steps.map(({ id }) => id)).size).toBe(thread.steps.length);
      return thread.steps.filter((step) => step.type.endsWith('_message')).map(({ output }) => output);
    },
    { timeout: 20_000 },
  );
}

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  for (const child of started.splice(0)) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
});

describe('a chat survives', () => {
  it('the loss of a worker in the middle of an answer', { timeout: 90_000 }, async () => {
    const [victim, other] = workers;
    if (!victim || !other || !firstGateway) throw new Error('This suite needs two workers and two gateways.');
    const talks = await Promise.all(Array.from({ length: 6 }, () => connectStarted({})));
    const ids = talks.map((client) => client.say('Tell me a long story'));
    await Promise.all(talks.map((client) => client.event('stream_token')));
    await kill(victim.pid);
    for (const [index, client] of talks.entries()) {
      await client.turnOver(ids[index] ?? '', 0, 60_000);
      const answers = client.received.filter(
        ({ event, data }) => event === 'stream_start' && data['name'] === 'Assistant',
      );
      expect(new Set(answers.map(({ data }) => data['id'])).size).toBe(1);
      const { thread_id } = await client.event('first_interaction');
      const outputs = await outputsOf(client, String(thread_id), 2);
      expect(outputs).toHaveLength(3);
      expect(client.textOf(String(answers[0]?.data['id']))).toBe(outputs[2]);
    }
  });

  it('a time without any worker: what was said is kept and answered once', { timeout: 90_000 }, async () => {
    const client = await connectStarted({});
    await client.ask('before');
    const { thread_id } = await client.event('first_interaction');
    for (const { pid } of workers.slice(1)) await kill(pid);
    const id = randomUUID();
    expect(await client.sayAcknowledged('is anybody there?', id)).toEqual({ ok: true });
    await startWorker();
    await client.turnOver(id, 0, 60_000);
    const outputs = await outputsOf(client, String(thread_id), 3);
    expect(outputs.filter((output) => output === 'is anybody there?')).toHaveLength(1);
  });

  it('the loss of its gateway, and goes on through the other', { timeout: 60_000 }, async () => {
    if (!firstGateway || !secondGateway) throw new Error('This suite needs two gateways.');
    await startWorker();
    const idle = await connectStarted({ url: firstGateway.url });
    await idle.ask('before');
    const busy = await connectStarted({ url: firstGateway.url });
    const story = busy.say('Tell me a long story');
    const start = await busy.event('stream_start');
    const lost = Promise.all(
      [idle, busy].map(({ socket }) => new Promise((resolve) => socket.once('disconnect', resolve))),
    );
    await kill(firstGateway.pid);
    await lost;
    const back = async ({ cookie, sessionId }: ChatClient) =>
      connect({ url: secondGateway.url, cookie, sessionId });
    const [idleAgain, busyAgain] = await Promise.all([back(idle), back(busy)]);
    await busyAgain.turnOver(story);
    const answer = await busyAgain.event('new_message', (step) => step['id'] === start['id']);
    expect(busyAgain.textOf(String(start['id']))).toBe(answer['output']);
    const events = await idleAgain.ask('after');
    expect(events.some(({ event }) => event === 'stream_start')).toBe(true);
    const { thread_id } = await idle.event('first_interaction');
    expect(await outputsOf(idleAgain, String(thread_id), 3)).toHaveLength(5);
  });
});
