import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { createAssistant } from '../../../apps/assistant/src/assistant.js';
import { ModelConfig } from '../../../apps/assistant/src/model.config.js';
import { testChat } from '../../../libs/sdk/src/testing.js';
import type { TestChat } from '../../../libs/sdk/src/testing.js';

interface Asked {
  readonly authorization: string | undefined;
  readonly body: { readonly model: string; readonly messages: { role: string; content: string }[] };
}

let chat: TestChat | undefined;
let server: Server | undefined;

/** A server that speaks OpenAI's streamed chat completions and says the given words; `undefined` answers 500. */
async function modelServer(words: readonly string[] | undefined, asked: Asked[]): Promise<string> {
  server = createServer((request, response) => {
    void (async () => {
      asked.push({
        authorization: request.headers.authorization,
        body: (await json(request)) as Asked['body'],
      });
      if (!words) return response.writeHead(500).end('{"error":{"message":"secret detail"}}');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const content of words) {
        response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`);
      }
      return response.end('data: [DONE]\n\n');
    })();
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

const withKey = (OPENAI_BASE_URL: string) =>
  Object.assign(new ModelConfig(), { OPENAI_API_KEY: 'a-key', OPENAI_BASE_URL, OPENAI_MODEL: 'some-model' });

afterEach(async () => {
  await chat?.close();
  chat = undefined;
  server?.closeAllConnections();
  server?.close();
});

describe('the demo app', () => {
  it('without a key says that its model is a built-in one, with a code block and a tool step', async () => {
    chat = await testChat(createAssistant(new ModelConfig()));
    expect(chat.text()).toContain('built-in model');
    const [answer] = await chat.say('hello');
    expect(answer?.content).toContain('built-in model');
    expect(answer?.content).toContain('```bash');
    expect(answer?.content.split(/\s+/).length).toBeGreaterThan(50);
    expect(chat.steps).toHaveLength(1);
  });

  it('with a key streams the answer of that model, and shows it the conversation so far', async () => {
    const asked: Asked[] = [];
    chat = await testChat(createAssistant(withKey(await modelServer(['Good ', 'day', '!'], asked))));
    expect((await chat.say('hello'))[0]?.content).toBe('Good day!');
    await chat.say('and again');
    expect(asked[0]).toMatchObject({ authorization: 'Bearer a-key', body: { model: 'some-model' } });
    expect(asked[1]?.body.messages.slice(1)).toEqual([
      { role: 'user', content: 'hello' },
      { role: 'assistant', content: 'Good day!' },
      { role: 'user', content: 'and again' },
    ]);
  });

  it('forgets the beginning of a conversation that is longer than what can be kept', async () => {
    const asked: Asked[] = [];
    const long = 'x'.repeat(40_000);
    chat = await testChat(createAssistant(withKey(await modelServer([long], asked))));
    for (const question of ['first', 'second', 'third'])
      expect(await chat.say(question)).toMatchObject([
        { author: 'Assistant', content: long, isError: false },
      ]);
    expect(
      asked
        .at(-1)
        ?.body.messages.slice(1)
        .map(({ content }) => content.slice(0, 6)),
    ).toEqual(['second', 'xxxxxx', 'third']);
  });

  it('tells the user that something went wrong when the model fails, without its details', async () => {
    const asked: Asked[] = [];
    chat = await testChat(createAssistant(withKey(await modelServer(undefined, asked))));
    const [answer] = await chat.say('hello');
    expect(answer?.isError).toBe(true);
    expect(answer?.content).not.toContain('secret detail');
    expect(asked.length).toBeGreaterThan(0);
  });
});
