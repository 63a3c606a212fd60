import { afterEach, describe, expect, it } from 'vitest';
import { Action, AskUserMessage, ChatSettings, defineChatApp, Slider } from '#libs/sdk';
import type { ChatAppDefinition } from '#libs/sdk';
import { testChat } from '../../../libs/sdk/src/testing.js';
import type { TestChat, TestChatOptions } from '../../../libs/sdk/src/testing.js';
import { closedGate } from '../../support/messaging/gate.js';

let chat: TestChat | undefined;

afterEach(async () => {
  await chat?.close();
  chat = undefined;
});

async function chatWith(definition: ChatAppDefinition, options?: TestChatOptions): Promise<TestChat> {
  chat = await testChat(defineChatApp(definition), options);
  return chat;
}

const ana = { identifier: 'ana', displayName: 'Ana', metadata: { team: 'blue' } };

describe('a new chat', () => {
  it('begins once the one before has ended, with what that stored about the user', async () => {
    const order: string[] = [];
    const opened = await chatWith(
      {
        onChatStart: (ctx) => {
          order.push('start');
          return `Visit ${Number(ctx.user?.metadata['visits'] ?? 0)}`;
        },
        onMessage: (_message, ctx) => ctx.userSession.set('said', true),
        onChatEnd: async (ctx) => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          if (ctx.user) ctx.user.metadata['visits'] = Number(ctx.user.metadata['visits'] ?? 0) + 1;
          order.push('end');
        },
      },
      { user: ana },
    );
    await opened.say('hi');
    expect(opened.session).toEqual({ said: true });
    const first = opened.threadId;
    await opened.newChat();
    expect(order).toEqual(['start', 'end', 'start']);
    expect(opened.threadId).not.toBe(first);
    expect(opened.text()).toBe('Visit 1');
    expect(opened.session).toEqual({});
    expect(opened.user).toMatchObject({ identifier: 'ana', metadata: { team: 'blue', visits: 1 } });
  });

  it('with another profile, or by somebody else, is one too', async () => {
    const ended: string[] = [];
    const opened = await chatWith(
      {
        setChatProfiles: (user) => [
          { name: 'plain', markdownDescription: '', default: true },
          ...(user
            ? [{ name: 'full', markdownDescription: '', starters: [{ label: 'a', message: 'b' }] }]
            : []),
        ],
        starters: [{ label: 'c', message: 'd' }],
        onChatStart: (ctx) => `${ctx.user?.displayName ?? 'guest'} ${ctx.chatProfile}`,
        onChatEnd: (ctx) => void ended.push(ctx.threadId),
      },
      { language: 'de' },
    );
    const guests = opened.threadId;
    expect([opened.text(), opened.user]).toEqual(['guest plain', undefined]);
    expect(opened.profiles.map(({ name }) => name)).toEqual(['plain']);
    expect(opened.starters).toEqual([{ label: 'c', message: 'd' }]);
    await opened.as(ana);
    expect(opened.profiles.map(({ name }) => name)).toEqual(['plain', 'full']);
    const before = opened.threadId;
    await opened.profile('full');
    expect(opened.text()).toBe('Ana full');
    expect(opened.starters).toEqual([{ label: 'a', message: 'b' }]);
    expect(ended).toEqual([before]);
    await expect(opened.resume(guests)).rejects.toThrow(/no thread .* of this user's/);
  });
});

describe('a thread', () => {
  it('is resumed with its history, its form, its values and its name', async () => {
    const opened = await chatWith({
      onChatStart: async () => {
        await new ChatSettings([new Slider({ id: 'heat', label: 'Heat', initial: 1 })]).send();
      },
      onMessage: (message, ctx) => {
        ctx.userSession.set('count', ctx.userSession.get('count', 0) + 1);
        return `you said ${message.content}`;
      },
      onChatResume: (thread, ctx) =>
        `${thread.name}: ${thread.steps.filter(({ type }) => type === 'user_message').length}, ${ctx.userSession.get('count', 0)}`,
    });
    await opened.say('first');
    await opened.settings({ heat: 4 });
    const { threadId } = opened;
    await opened.newChat();
    expect(opened.messages).toEqual([]);
    await opened.resume();
    expect(opened.threadId).toBe(threadId);
    expect(opened.messages.map(({ content }) => content)).toEqual(['you said first', 'first: 1, 1']);
    expect([opened.settings(), opened.session, opened.threadName]).toEqual([
      { heat: 4 },
      { count: 1 },
      'first',
    ]);
  });

  it('that is loaded again keeps its question and its buttons', async () => {
    const opened = await chatWith({
      onChatStart: async (ctx) => {
        await ctx.send('Choose', { actions: [new Action({ name: 'go' })] });
      },
      onMessage: async () => `Hello ${(await new AskUserMessage({ content: 'Who?' }).send())?.output}`,
      onAction: { go: () => 'gone' },
    });
    await opened.say('hi');
    await opened.reload();
    expect(opened.ask?.content).toBe('Who?');
    expect(opened.messages.map(({ content }) => content)).toEqual(['Choose', 'Who?']);
    expect((await opened.answer('Ana')).at(-1)?.content).toBe('Hello Ana');
    expect(await opened.click('go')).toBe('gone');
  });
});

describe('a connection that breaks', () => {
  it('is told what it missed, once, when it comes back in the middle of an answer', async () => {
    const events: string[] = [];
    const [first, second] = [closedGate(), closedGate()];
    const opened = await chatWith({
      onConnect: () => void events.push('connect'),
      onDisconnect: () => void events.push('disconnect'),
      onMessage: async (_message, ctx) => {
        const reply = ctx.message();
        await reply.streamToken('seen ');
        await first.opened;
        await ctx.send('between');
        await reply.streamToken('missed ');
        await second.opened;
        await reply.streamToken('seen again');
        await reply.send();
      },
    });
    const saying = opened.say('go');
    await expect.poll(() => opened.text()).toBe('seen ');
    await opened.dropSocket();
    first.open();
    await expect.poll(() => opened.text()).toBe('seen ');
    await opened.reconnect();
    await expect.poll(() => opened.text()).toBe('seen missed \nbetween');
    second.open();
    expect((await saying).map(({ content }) => content)).toEqual(['seen missed seen again', 'between']);
    expect(events).toEqual(['connect', 'disconnect', 'connect']);
  });

  it('that comes back later is told the whole answer', async () => {
    const gate = closedGate();
    const opened = await chatWith({
      onMessage: async (message, ctx) => {
        await gate.opened;
        ctx.userSession.set('heard', message.content);
        return 'the answer';
      },
    });
    const saying = opened.say('go');
    await opened.dropSocket();
    gate.open();
    await opened.reconnect();
    expect((await saying).map(({ content }) => content)).toEqual(['the answer']);
    expect(opened.session).toEqual({ heard: 'go' });
  });
});
