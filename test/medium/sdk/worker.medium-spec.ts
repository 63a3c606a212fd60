import { afterEach, describe, expect, it } from 'vitest';
import { defineChatApp, Message, OutsideTurnError, UserFacingError, userSession } from '#libs/sdk';
import type { ChatAppDefinition, ChatContext } from '#libs/sdk';
import { testChat } from '../../../libs/sdk/src/testing.js';
import type { TestChat, TestChatOptions } from '../../../libs/sdk/src/testing.js';

let chat: TestChat | undefined;

async function chatWith(definition: ChatAppDefinition, options?: TestChatOptions): Promise<TestChat> {
  chat = await testChat(defineChatApp(definition), options);
  return chat;
}

afterEach(async () => {
  await chat?.close();
  chat = undefined;
});

describe('a chat app', () => {
  it('greets when the conversation starts', async () => {
    const opened = await chatWith({ onChatStart: () => 'Hello!' });
    expect(opened.text()).toBe('Hello!');
  });

  it('answers with what a handler returns, yields or sends', async () => {
    const opened = await chatWith({
      onMessage: async (message, ctx) => {
        if (message.content === 'return') return 'returned';
        if (message.content === 'send') await ctx.send('sent');
        if (message.content === 'free') await new Message('free').send();
        if (message.content === 'yield') return pieces('one ', 'two ', 'three');
        return undefined;
      },
    });
    const contents = async (say: string) => (await opened.say(say)).map(({ content }) => content);
    expect(await contents('return')).toEqual(['returned']);
    expect(await contents('send')).toEqual(['sent']);
    expect(await contents('free')).toEqual(['free']);
    expect(await contents('yield')).toEqual(['one two three']);
  });

  it('may answer with a message, which is shown once', async () => {
    const opened = await chatWith({
      onMessage: (message, ctx) => {
        if (message.content === 'sent') return ctx.send('sent');
        if (message.content === 'gone') return removed();
        return new Message('not sent');
      },
    });
    const contents = async (say: string) => (await opened.say(say)).map(({ content }) => content);
    expect(await contents('sent')).toEqual(['sent']);
    expect(await contents('new')).toEqual(['not sent']);
    expect(await contents('gone')).toEqual([]);
  });

  it('completes a message that was written piece by piece and never sent', async () => {
    const opened = await chatWith({
      onMessage: async (_message, ctx) => {
        const reply = ctx.message();
        await reply.streamToken('half ');
        await reply.streamToken('an answer');
      },
    });
    expect((await opened.say('go')).map(({ content }) => content)).toEqual(['half an answer']);
  });

  it('replaces the whole text of a message that is being written', async () => {
    const opened = await chatWith({
      onMessage: async (_message, ctx) => {
        const reply = ctx.message();
        await reply.streamToken('wrong');
        await reply.streamToken('right', { isSequence: true });
        await reply.streamToken('!');
        await reply.send();
      },
    });
    expect((await opened.say('go')).map(({ content }) => content)).toEqual(['right!']);
  });

  it('remembers what it stored, also what was changed in place', async () => {
    const opened = await chatWith({
      onMessage: (message, ctx) => {
        const said = ctx.userSession.get('said', [] as string[]);
        if (said.length === 0) ctx.userSession.set('said', said);
        said.push(message.content);
        userSession.set('count', userSession.get('count', 0) + 1);
        return `${userSession.get('count', 0)}: ${said.join(', ')}`;
      },
    });
    await opened.say('a');
    await opened.say('b');
    expect((await opened.say('c'))[0]?.content).toBe('3: a, b, c');
  });

  it('gives the default for what was never stored, and null for a stored null', async () => {
    const opened = await chatWith({
      onMessage: (message, ctx) => {
        if (message.content === 'store') ctx.userSession.set('nothing', null);
        return JSON.stringify([
          ctx.userSession.get('nothing', 'default'),
          ctx.userSession.get('unknown', 'default'),
        ]);
      },
    });
    expect((await opened.say('read'))[0]?.content).toBe('["default","default"]');
    expect((await opened.say('store'))[0]?.content).toBe('[null,"default"]');
  });

  it('refuses what is not JSON, names its path and goes on with the next message', async () => {
    const opened = await chatWith({
      onMessage: (message, ctx) => {
        if (message.content === 'bad') ctx.userSession.set('when', { at: new Date() as unknown as string });
        return 'fine';
      },
    });
    const [refused] = await opened.say('bad');
    expect(refused).toMatchObject({
      isError: true,
      content: expect.stringMatching(/\$\.at is not JSON\. .*toISOString/) as string,
    });
    expect((await opened.say('good'))[0]?.content).toBe('fine');
  });

  it('shows a thrown error without its details, undoes what the turn stored and answers the next message', async () => {
    const opened = await chatWith({
      onMessage: (message, ctx) => {
        ctx.userSession.set('count', ctx.userSession.get('count', 0) + 1);
        if (message.content === 'break') throw new Error('password is hunter2');
        if (message.content === 'tell') throw new UserFacingError('Your credit is used up.');
        return String(ctx.userSession.get('count', 0));
      },
    });
    const [broken] = await opened.say('break');
    expect(broken?.isError).toBe(true);
    expect(broken?.content).not.toContain('hunter2');
    expect((await opened.say('tell'))[0]).toMatchObject({
      isError: true,
      content: 'Your credit is used up.',
    });
    expect((await opened.say('count'))[0]?.content).toBe('1');
  });

  it('shows work as a step with input and output', async () => {
    const opened = await chatWith({
      onMessage: (_message, ctx) => ctx.step('add', { type: 'tool', input: { a: 1, b: 2 } }, () => 'three'),
    });
    await opened.say('go');
    expect(opened.steps).toMatchObject([{ name: 'add', type: 'tool', output: 'three', isError: false }]);
    expect(JSON.parse(opened.steps[0]?.input ?? '')).toEqual({ a: 1, b: 2 });
  });

  it('knows who talks to it', async () => {
    const opened = await chatWith(
      {
        onMessage: (_message, ctx) =>
          `${ctx.user?.identifier} ${ctx.chatProfile} ${ctx.language} ${ctx.clientType}`,
      },
      { user: { identifier: 'ana' }, profile: 'Expert', language: 'de' },
    );
    expect((await opened.say('who'))[0]?.content).toBe('ana Expert de test');
  });

  it('is told by name when something is shown outside a turn or after its end', async () => {
    let kept: ChatContext | undefined;
    const opened = await chatWith({ onMessage: (_message, ctx) => void (kept = ctx) });
    await opened.say('go');
    expect(() => userSession.get('x')).toThrow(OutsideTurnError);
    await expect(kept?.send('late')).rejects.toThrow(/turn has ended/);
    expect(opened.text()).toBe('');
  });
});

describe('a chat app that nobody could read', () => {
  it('is refused at its start, and every mistake named', async () => {
    const definition = {
      ui: { cot: 'everything' },
      setChatProfiles: () => [{ name: 'Expert' }],
      onMessage: () => 'never',
    } as unknown as ChatAppDefinition;
    const refused = await chatWith(definition).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'DomainError', code: 'invalid_input' });
    expect(String(refused)).toMatch(/"assistant" is not usable.*cot.*profiles\.0.*markdownDescription/);
  });
});

async function* pieces(...texts: string[]): AsyncGenerator<string> {
  for (const text of texts) yield await Promise.resolve(text);
}

async function removed(): Promise<Message> {
  const message = await new Message('gone').send();
  await message.remove();
  return message;
}
