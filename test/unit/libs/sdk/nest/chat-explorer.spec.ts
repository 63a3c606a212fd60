import { Controller, Injectable, Module, Scope, UseGuards } from '@nestjs/common';
import type { CanActivate, ModuleMetadata } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule, NestFactory } from '@nestjs/core';
import { describe, expect, it } from 'vitest';
import { HandlerTable } from '../../../../../libs/sdk/src/app/handler-table.js';
import type { HandlerEntry } from '../../../../../libs/sdk/src/app/handler-table.js';
import { ChatApp } from '../../../../../libs/sdk/src/nest/chat-app.decorator.js';
import { ChatExplorer } from '../../../../../libs/sdk/src/nest/chat-explorer.js';
import {
  OnAction,
  OnAppStartup,
  OnChatStart,
  OnMessage,
  SetChatProfiles,
} from '../../../../../libs/sdk/src/nest/chat-hook.decorators.js';
import { HandlerPipeline } from '../../../../../libs/sdk/src/nest/handler-pipeline.js';

async function explore(parts: ModuleMetadata): Promise<HandlerEntry[]> {
  @Module(parts)
  class AuthorsModule {}
  @Module({ imports: [DiscoveryModule, AuthorsModule], providers: [ChatExplorer, HandlerPipeline] })
  class Root {}
  const app = await NestFactory.createApplicationContext(Root, { logger: false, abortOnError: false });
  try {
    return app.get(ChatExplorer).handlers();
  } finally {
    await app.close();
  }
}

const described = ({ hook, action, profile, source }: HandlerEntry): unknown[] => [
  hook,
  action,
  profile,
  source,
];

describe('the handlers of a Nest module', () => {
  it('are those of its providers with @ChatApp, by hook and profile', async () => {
    @ChatApp()
    class Everyone {
      @OnChatStart() hello(): string {
        return 'hello';
      }
      @OnMessage() reply(): void {}
      @SetChatProfiles() profiles(): [] {
        return [];
      }
      notAHandler(): void {}
    }
    @ChatApp({ profile: 'finance' })
    class Finance {
      @OnAction('refund') @OnAction('credit') pay(): void {}
    }
    @Injectable()
    class Plain {}
    const found = await explore({ providers: [Everyone, Finance, Plain, { provide: 'value', useValue: 1 }] });
    expect(found.map(described)).toEqual([
      ['onChatStart', undefined, undefined, 'Everyone.hello'],
      ['onMessage', undefined, undefined, 'Everyone.reply'],
      ['setChatProfiles', undefined, undefined, 'Everyone.profiles'],
      ['onAction', 'credit', 'finance', 'Finance.pay'],
      ['onAction', 'refund', 'finance', 'Finance.pay'],
    ]);
  });

  it('are found once behind several tokens, and in what factories make', async () => {
    @ChatApp()
    class Made {
      @OnMessage() reply(): void {}
    }
    const found = await explore({
      providers: [
        { provide: 'made', useFactory: () => new Made(), inject: [] },
        { provide: 'alias', useExisting: 'made' },
      ],
    });
    expect(found.map(described)).toEqual([['onMessage', undefined, undefined, 'Made.reply']]);
  });
});

describe('a Nest module whose handlers could never be called', () => {
  const refusal = async (parts: ModuleMetadata): Promise<string> =>
    explore(parts).then(
      (entries) => {
        new HandlerTable(entries);
        return 'nothing';
      },
      (error: unknown) => String(error),
    );

  it('is refused for a decorated method of a class that is no chat app', async () => {
    @Injectable()
    class Forgotten {
      @OnMessage() reply(): void {}
    }
    expect(await refusal({ providers: [Forgotten] })).toMatch(
      /Forgotten\.reply: Forgotten has no @ChatApp\(\)/,
    );
  });

  it('is refused for a chat app without handlers', async () => {
    @ChatApp()
    class Empty {}
    expect(await refusal({ providers: [Empty] })).toMatch(/Empty: it has @ChatApp\(\) and no handler/);
  });

  it('is refused for a chat app that is listed as a controller', async () => {
    @ChatApp()
    @Controller()
    class Misplaced {
      @OnMessage() reply(): void {}
    }
    expect(await refusal({ controllers: [Misplaced] })).toMatch(
      /Misplaced\.reply: .*list it under "providers"/,
    );
  });

  it('is refused for providers that are made for each request or each use', async () => {
    @ChatApp()
    @Injectable({ scope: Scope.REQUEST })
    class PerRequest {
      @OnMessage() reply(): void {}
    }
    @ChatApp()
    @Injectable({ scope: Scope.TRANSIENT })
    class PerUse {
      @OnMessage() reply(): void {}
    }
    expect(await refusal({ providers: [PerRequest] })).toMatch(/PerRequest\.reply: .*for each request/);
    expect(await refusal({ providers: [PerUse] })).toMatch(/PerUse\.reply: .*transient/);
  });

  it('is refused for what the class injects, or guards it, and is made for each request', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class PerRequest {}
    @ChatApp()
    class Injecting {
      constructor(readonly dependency: PerRequest) {}
      @OnMessage() reply(): void {}
    }
    @Injectable({ scope: Scope.REQUEST })
    class PerRequestGuard implements CanActivate {
      canActivate(): boolean {
        return false;
      }
    }
    @ChatApp()
    class Guarded {
      @OnMessage() @UseGuards(PerRequestGuard) reply(): void {}
    }
    @ChatApp()
    class Plain {
      @OnMessage() reply(): void {}
    }
    const ofApplication = { provide: APP_GUARD, useClass: PerRequestGuard };
    expect(await refusal({ providers: [PerRequest, Injecting] })).toMatch(/Injecting\.reply: .*each request/);
    expect(await refusal({ providers: [Guarded] })).toMatch(/Guarded\.reply: .*each request/);
    expect(await refusal({ providers: [Plain, ofApplication] })).toMatch(/Plain\.reply: .*each request/);
  });

  it('is refused for guards where there is nobody to guard against', async () => {
    @Injectable()
    class Guard implements CanActivate {
      canActivate(): boolean {
        return true;
      }
    }
    @ChatApp()
    class Guarded {
      @OnAppStartup() @UseGuards(Guard) start(): void {}
    }
    expect(await refusal({ providers: [Guarded] })).toMatch(/Guarded\.start: .*onAppStartup is none/);
  });

  it('is refused where it is written, for a static method', () => {
    expect(() => {
      class Static {
        @OnMessage() static reply(): void {}
      }
      return Static;
    }).toThrow(/Static\.reply: a static method cannot be onMessage/);
  });

  it('is refused for two handlers of the same, both named', async () => {
    @ChatApp()
    class One {
      @OnMessage() reply(): void {}
    }
    @ChatApp()
    class Two {
      @OnMessage() answer(): void {}
    }
    const entries = await explore({ providers: [One, Two] });
    expect(() => new HandlerTable(entries)).toThrow(/Two\.answer: One\.reply handles onMessage already/);
  });
});
