import { afterEach, describe, expect, it } from 'vitest';
import { Action, AskUserMessage, defineChatApp } from '#libs/sdk';
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

describe('a worker that is killed', () => {
  it('between two turns has taken nothing with it', async () => {
    const opened = await chatWith({
      onMessage: (message, ctx) => {
        const said = [...ctx.userSession.get('said', [] as string[]), message.content];
        ctx.userSession.set('said', said);
        return said.join(' ');
      },
    });
    await opened.say('a');
    await opened.killWorker();
    expect((await opened.say('b'))[0]?.content).toBe('a b');
    await opened.killWorker();
    expect((await opened.say('c'))[0]?.content).toBe('a b c');
    expect(opened.messages).toHaveLength(3);
  });

  it('in the middle of a start starts again, also when its user has pressed a button meanwhile', async () => {
    const never = closedGate();
    let [starts, picks] = [0, 0];
    const opened = await chatWith({
      onChatStart: async (ctx) => {
        starts += 1;
        await ctx
          .message({ content: 'Pick one', actions: [new Action({ name: 'pick', payload: {} })] })
          .send();
        if (starts === 2) await never.opened;
        ctx.userSession.set('ready', starts);
      },
      onAction: { pick: () => void (picks += 1) },
    });
    expect(opened.session).toEqual({ ready: 1 });
    const next = opened.newChat();
    await expect.poll(() => starts).toBe(2);
    await expect.poll(() => opened.actions.length).toBe(1);
    const clicks = [opened.click('pick'), opened.click('pick')];
    // One after another: with the second one here the first one is done.
    await expect.poll(() => picks).toBe(2);
    await opened.killWorker();
    await Promise.all([next, ...clicks]);
    expect([starts, opened.session]).toEqual([3, { ready: 3 }]);
  });

  it('in the middle of an answer leaves one bubble, and what its turn stored is stored once', async () => {
    const gate = closedGate();
    const aborted: unknown[] = [];
    let attempts = 0;
    const opened = await chatWith({
      onMessage: async (_message, ctx) => {
        attempts += 1;
        ctx.userSession.set('count', ctx.userSession.get('count', 0) + 1);
        const reply = ctx.message();
        await reply.streamToken(`attempt ${attempts}`);
        ctx.signal.addEventListener('abort', () => aborted.push(ctx.signal.reason));
        if (attempts === 1) await gate.opened;
        await reply.streamToken(', done');
        await reply.send();
      },
    });
    const saying = opened.say('go');
    await expect.poll(() => opened.text()).toBe('attempt 1');
    await opened.killWorker();
    gate.open();
    expect((await saying).map(({ content }) => content)).toEqual(['attempt 2, done']);
    expect(opened.messages).toHaveLength(1);
    expect(opened.session).toEqual({ count: 1 });
    expect(aborted[0]).toMatchObject({ name: 'TurnMoved' });
  });

  it('while it waits for an answer loses neither the question nor the answer', async () => {
    const payments: string[] = [];
    const opened = await chatWith({
      onMessage: async () => {
        const sure = await new AskUserMessage({ content: 'Pay?' }).send();
        payments.push(sure?.output ?? 'nobody');
        return `paid: ${payments.length}`;
      },
    });
    await opened.say('buy');
    await opened.killWorker();
    expect(opened.ask?.content).toBe('Pay?');
    expect((await opened.answer('yes')).map(({ content }) => content)).toEqual(['paid: 1']);
    expect(payments).toEqual(['yes']);
    expect(opened.messages.map(({ content }) => content)).toEqual(['Pay?', 'paid: 1']);
  });

  it('while a page is away is not noticed by it', async () => {
    const gate = closedGate();
    let attempts = 0;
    const opened = await chatWith({
      onMessage: async (_message, ctx) => {
        const reply = ctx.message();
        await reply.streamToken('half ');
        if (++attempts === 1) await gate.opened;
        await reply.streamToken('and half');
        await reply.send();
      },
    });
    const saying = opened.say('go');
    await expect.poll(() => opened.text()).toBe('half ');
    await opened.dropSocket();
    await opened.killWorker();
    await opened.reconnect();
    expect((await saying).map(({ content }) => content)).toEqual(['half and half']);
    gate.open();
  });

  it('is told nothing, unlike one that ends', async () => {
    const told: string[] = [];
    const opened = await chatWith({
      onAppStartup: () => void told.push('up'),
      onAppShutdown: () => void told.push('down'),
      onMessage: () => 'here',
    });
    await opened.killWorker();
    expect(told).toEqual(['up', 'up']);
    await opened.say('hi');
    await opened.close();
    expect(told).toEqual(['up', 'up', 'down']);
  });
});
