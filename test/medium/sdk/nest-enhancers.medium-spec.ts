import {
  createParamDecorator,
  ForbiddenException,
  Injectable,
  Module,
  UseGuards,
  UseInterceptors,
  UsePipes,
  ValidationPipe,
} from '@nestjs/common';
import type {
  CallHandler,
  CanActivate,
  ExecutionContext,
  ModuleMetadata,
  NestInterceptor,
  PipeTransform,
} from '@nestjs/common';
import { APP_GUARD, APP_PIPE } from '@nestjs/core';
import { IsNumber, Max } from 'class-validator';
import { EMPTY, map } from 'rxjs';
import type { Observable } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import {
  Action,
  ChatApp,
  chatContextOf,
  ChatSettings,
  defineChatApp,
  OnAction,
  OnChatStart,
  OnMessage,
  OnSettingsUpdate,
  Slider,
} from '#libs/sdk';
import type { ChatContext, IncomingAction, IncomingMessage } from '#libs/sdk';
import { testChat } from '../../../libs/sdk/src/testing.js';
import type { TestChat, TestChatOptions } from '../../../libs/sdk/src/testing.js';

let chat: TestChat | undefined;

afterEach(async () => {
  await chat?.close();
  chat = undefined;
});

/** A chat with an app whose handlers are those of a module. */
async function chatWith(parts: ModuleMetadata, options?: TestChatOptions): Promise<TestChat> {
  @Module(parts)
  class AuthorsModule {}
  chat = await testChat(defineChatApp({ module: AuthorsModule }), options);
  return chat;
}

@Injectable()
class IsAna implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return chatContextOf(context).user?.identifier === 'ana';
  }
}

@Injectable()
class HasPaid implements CanActivate {
  canActivate(): boolean {
    throw new ForbiddenException('Your subscription has ended.');
  }
}

describe('guards', () => {
  it('refuse who may not, in words, and nothing runs', async () => {
    const ran: string[] = [];
    @ChatApp()
    @UseGuards(IsAna)
    class Guarded {
      @OnMessage() reply(message: IncomingMessage): string {
        ran.push(message.content);
        return 'secret';
      }
    }
    const opened = await chatWith({ providers: [Guarded] }, { user: { identifier: 'bob' } });
    expect(await opened.say('tell me')).toMatchObject([{ content: 'You may not do this.', isError: true }]);
    expect(ran).toEqual([]);
    await opened.as({ identifier: 'ana' });
    expect(await opened.say('tell me')).toMatchObject([{ content: 'secret', isError: false }]);
  });

  it('may say why, and stand before one method only', async () => {
    @ChatApp()
    class Guarded {
      @OnMessage() @UseGuards(HasPaid) async *reply(): AsyncGenerator<string> {
        yield 'never';
      }
      @OnChatStart() hello(): string {
        return 'hello';
      }
    }
    const opened = await chatWith({ providers: [Guarded] });
    expect(opened.text()).toBe('hello');
    expect(await opened.say('go')).toMatchObject([
      { content: 'Your subscription has ended.', isError: true },
    ]);
  });

  it('of the whole application stand before chat handlers too', async () => {
    @ChatApp()
    class Plain {
      @OnMessage() reply(): string {
        return 'fine';
      }
    }
    const opened = await chatWith({ providers: [Plain, { provide: APP_GUARD, useClass: IsAna }] });
    expect(await opened.say('go')).toMatchObject([{ content: 'You may not do this.', isError: true }]);
  });
});

describe('interceptors', () => {
  it('see what a handler returns, streams included, and may change it', async () => {
    @Injectable()
    class Loud implements NestInterceptor {
      intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
        return next
          .handle()
          .pipe(map((said: unknown) => (typeof said === 'string' ? said.toUpperCase() : said)));
      }
    }
    @ChatApp()
    @UseInterceptors(Loud)
    class Polite {
      @OnChatStart() hello(): string {
        return 'hello';
      }
      @OnMessage() async *reply(message: IncomingMessage, ctx: ChatContext): AsyncGenerator<string> {
        yield 'you said ';
        await ctx.step('think', {}, () => undefined);
        yield message.content;
      }
    }
    const opened = await chatWith({ providers: [Polite] });
    expect(opened.text()).toBe('HELLO');
    expect((await opened.say('so'))[0]?.content).toBe('you said so');
    expect(opened.steps.map(({ name }) => name)).toEqual(['think']);
  });

  it('may answer for the handler, or let nothing through', async () => {
    @Injectable()
    class Silent implements NestInterceptor {
      intercept(): Observable<unknown> {
        return EMPTY;
      }
    }
    @ChatApp()
    class Muted {
      @OnMessage() @UseInterceptors(Silent) reply(): string {
        return 'never';
      }
    }
    const opened = await chatWith({ providers: [Muted] });
    expect(await opened.say('go')).toEqual([]);
  });
});

describe('pipes', () => {
  it('are given what happened and nothing else; those of the whole application are for HTTP', async () => {
    class Words implements PipeTransform {
      transform(message: IncomingMessage): string[] {
        return message.content.split(' ');
      }
    }
    class Refusing implements PipeTransform {
      transform(): never {
        throw new Error('not mine');
      }
    }
    @ChatApp()
    class Counting {
      @OnMessage() @UsePipes(Words) reply(words: string[], ctx: ChatContext): string {
        return `${words.length} ${ctx.clientType}`;
      }
    }
    const opened = await chatWith({ providers: [Counting, { provide: APP_PIPE, useClass: Refusing }] });
    expect((await opened.say('one two three'))[0]?.content).toBe('3 test');
  });

  it('check settings against the class of the parameter, and tell the user what is wrong', async () => {
    class Heat {
      @IsNumber()
      @Max(1, { message: 'heat must be low' })
      heat: number;
    }
    @ChatApp()
    class Warm {
      @OnChatStart() async form(): Promise<void> {
        await new ChatSettings([new Slider({ id: 'heat', label: 'Heat', initial: 0, max: 5 })]).send();
      }
      @OnSettingsUpdate() @UsePipes(new ValidationPipe({ transform: true })) changed(settings: Heat): string {
        return `${settings instanceof Heat} ${settings.heat}`;
      }
    }
    const opened = await chatWith({ providers: [Warm] });
    await opened.settings({ heat: 1 });
    await opened.settings({ heat: 2 });
    expect(opened.messages.map(({ content, isError }) => [content, isError])).toEqual([
      ['true 1', false],
      ['heat must be low', true],
    ]);
  });
});

describe('parameter decorators', () => {
  it('have the ctx; what has none takes message and ctx in order', async () => {
    const Language = createParamDecorator((_, context: ExecutionContext) => chatContextOf(context).language);
    @ChatApp()
    class Polyglot {
      @OnMessage() reply(@Language() language: string, message: IncomingMessage, ctx: ChatContext): string {
        return [language, message.content, ctx.clientType].join(' ');
      }
      @OnChatStart() async hello(ctx: ChatContext): Promise<void> {
        await ctx.send('Shall I?', { actions: [new Action({ name: 'greet', label: 'Greet', payload: {} })] });
      }
      @OnAction('greet') greet(
        action: IncomingAction,
        ctx: ChatContext,
        @Language() language: string,
      ): string[] {
        return [action.name, ctx.clientType, language];
      }
    }
    const opened = await chatWith({ providers: [Polyglot] }, { language: 'de' });
    expect((await opened.say('hi'))[0]?.content).toBe('de hi test');
    expect(await opened.click('Greet')).toEqual(['greet', 'test', 'de']);
  });
});
