import { Injectable, Module } from '@nestjs/common';
import type { ModuleMetadata } from '@nestjs/common';
import { afterEach, describe, expect, it } from 'vitest';
import {
  ChatApp,
  ChatSettings,
  defineChatApp,
  OnChatEnd,
  OnChatResume,
  OnChatStart,
  OnAppShutdown,
  OnAppStartup,
  OnConnect,
  OnDisconnect,
  OnMessage,
  OnSettingsEdit,
  OnSettingsUpdate,
  OnStop,
  SetChatProfiles,
  SetStarters,
  Slider,
} from '#libs/sdk';
import type { ChatAppDefinition, ChatContext, IncomingMessage, PersistedUser, ThreadDict } from '#libs/sdk';
import { testChat } from '../../../libs/sdk/src/testing.js';
import type { TestChat, TestChatOptions } from '../../../libs/sdk/src/testing.js';

let chat: TestChat | undefined;

afterEach(async () => {
  await chat?.close();
  chat = undefined;
});

/** A chat with an app whose handlers are those of a module. */
async function chatWith(
  parts: ModuleMetadata,
  options?: TestChatOptions,
  definition: ChatAppDefinition = {},
): Promise<TestChat> {
  @Module(parts)
  class AuthorsModule {}
  chat = await testChat(defineChatApp({ ...definition, module: AuthorsModule }), options);
  return chat;
}

describe('decorated handlers', () => {
  it('are called as the functional ones are, on an instance with what it injects', async () => {
    @Injectable()
    class Weather {
      readonly now = 'sunny';
    }
    const seen: unknown[] = [];
    @ChatApp()
    class Everything {
      constructor(private readonly weather: Weather) {}
      @OnAppStartup() up(): void {
        seen.push('up');
      }
      @OnAppShutdown() down(): void {
        seen.push('down');
      }
      @OnChatStart() async hello(ctx: ChatContext): Promise<string> {
        await new ChatSettings([new Slider({ id: 'heat', label: 'Heat', initial: 1 })]).send();
        await ctx.send('press', { actions: [] });
        return `It is ${this.weather.now}.`;
      }
      @OnMessage() async *reply(message: IncomingMessage, ctx: ChatContext): AsyncGenerator<string> {
        yield `${ctx.language} `;
        yield message.content;
      }
      @OnChatResume() resumed(thread: ThreadDict, ctx: ChatContext): string {
        return `${ctx.threadId === thread.id} ${thread.steps.length > 0}`;
      }
      @OnChatEnd() ended(ctx: ChatContext): void {
        seen.push(`ended ${ctx.threadId}`);
      }
      @OnSettingsUpdate() changed(settings: { heat: number }): void {
        seen.push(settings);
      }
      @OnSettingsEdit() edited(settings: object): void {
        seen.push({ edited: settings });
      }
      @OnConnect() @OnDisconnect() socket(): void {
        seen.push('socket');
      }
      @SetStarters() starters(
        _user: PersistedUser | undefined,
        language: string,
      ): { label: string; message: string }[] {
        return [{ label: language, message: 'go' }];
      }
    }
    const opened = await chatWith({ providers: [Weather, Everything] });
    const { threadId } = opened;
    expect(opened.text()).toContain('It is sunny.');
    expect(opened.starters).toEqual([{ label: 'en-US', message: 'go' }]);
    expect((await opened.say('hi')).map(({ content }) => content)).toEqual(['en-US hi']);
    await opened.settings({ heat: 2 });
    await opened.settings({ heat: 3 }, { confirmed: false });
    await opened.newChat();
    await opened.resume(threadId);
    expect(opened.text()).toContain('true true');
    await opened.close();
    expect(seen.filter((event) => event !== 'socket')).toEqual([
      'up',
      { heat: 2 },
      { edited: { heat: 3 } },
      `ended ${threadId}`,
      'down',
    ]);
    // Three pages came, and two of them went.
    expect(seen.filter((event) => event === 'socket')).toHaveLength(5);
  });

  it('of a profile win over those for all; the profiles may be a method’s', async () => {
    @ChatApp()
    class Everyone {
      @SetChatProfiles() profiles(): { name: string; markdownDescription: string }[] {
        return [
          { name: 'calm', markdownDescription: 'slow' },
          { name: 'quick', markdownDescription: 'fast' },
        ];
      }
      @OnMessage() reply(): string {
        return 'hm';
      }
    }
    @ChatApp({ profile: 'quick' })
    class Quick {
      @OnMessage() reply(): string {
        return 'yes!';
      }
    }
    const opened = await chatWith({ providers: [Everyone, Quick] }, { profile: 'calm' });
    expect(opened.profiles.map(({ name }) => name)).toEqual(['calm', 'quick']);
    expect((await opened.say('?'))[0]?.content).toBe('hm');
    await opened.profile('quick');
    expect((await opened.say('?'))[0]?.content).toBe('yes!');
  });

  it('are stopped as the functional ones are', async () => {
    @ChatApp()
    class Slow {
      @OnMessage() async reply(_message: IncomingMessage, ctx: ChatContext): Promise<void> {
        await new Promise((resolve) => ctx.signal.addEventListener('abort', resolve));
      }
      @OnStop() stopped(): Promise<void> {
        return Promise.resolve();
      }
    }
    const opened = await chatWith({ providers: [Slow] });
    const saying = opened.say('go');
    await opened.stop();
    expect((await saying).at(-1)?.content).toBe('Task manually stopped.');
  });
});

describe('an app of a module that cannot be', () => {
  const refusal = async (parts: ModuleMetadata, definition?: ChatAppDefinition): Promise<string> =>
    String(await chatWith(parts, {}, definition).catch((error: unknown) => error));

  it('does not start, and says why', async () => {
    @ChatApp()
    class Everyone {
      @OnMessage() reply(): void {}
    }
    @ChatApp({ profile: 'admin' })
    class Admin {
      @OnMessage() reply(): void {}
    }
    const onMessage = (): void => undefined;
    const [profile] = [{ name: 'user', markdownDescription: '' }];
    expect(await refusal({ providers: [] })).toMatch(/"assistant" has no handlers: .*@ChatApp\(\)/);
    expect(await refusal({ providers: [Everyone] }, { onMessage })).toMatch(
      /Everyone\.reply: defineChatApp handles onMessage already/,
    );
    expect(await refusal({ providers: [Admin] })).toMatch(
      /Admin\.reply: there is no profile "admin"; the app has no profiles/,
    );
    expect(await refusal({ providers: [Admin] }, { setChatProfiles: [profile] })).toMatch(
      /Admin\.reply: there is no profile "admin"; the profiles are user/,
    );
    expect(await refusal({ providers: [Admin] }, { setChatProfiles: () => [profile] })).toMatch(
      /no profile "admin"/,
    );
    expect(() => defineChatApp({ module: 'no' as unknown as typeof Everyone })).toThrow(
      /a class with @Module/,
    );
  });

  it('starts where it depends on who asks whether there is such a profile', async () => {
    @ChatApp({ profile: 'admin' })
    class Admin {
      @OnMessage() reply(): string {
        return 'at your service';
      }
    }
    const opened = await chatWith(
      { providers: [Admin] },
      { user: { identifier: 'ana', metadata: { role: 'admin' } }, profile: 'admin' },
      {
        setChatProfiles: (user) =>
          user?.metadata['role'] === 'admin' ? [{ name: 'admin', markdownDescription: 'all' }] : [],
      },
    );
    expect((await opened.say('hello'))[0]?.content).toBe('at your service');
  });
});
