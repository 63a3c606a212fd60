import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { DomainError } from '#libs/platform';
import type { ChatApp } from '../app/chat-app.js';
import { ChatExplorer } from '../nest/chat-explorer.js';
import { CHAT_APP } from './chat-app.token.js';

const ANY_LANGUAGE = 'en-US';

/** Makes an app whole before its worker takes anything, and tells it when the worker starts and has ended. */
@Injectable()
export class AppLifecycle implements OnApplicationBootstrap, OnModuleDestroy {
  private isUp = false;

  constructor(
    @Inject(CHAT_APP) private readonly app: ChatApp,
    private readonly explorer: ChatExplorer,
  ) {}

  /** @throws DomainError `invalid_input` for handlers that cannot be; what `onAppStartup` throws */
  async onApplicationBootstrap(): Promise<void> {
    const { handlers, options } = this.app;
    const found = this.explorer.handlers();
    if (options.module && found.length === 0)
      throw new DomainError(
        'invalid_input',
        `The module of the chat app "${this.app.name}" has no handlers: list a class with @ChatApp() among its providers.`,
      );
    for (const entry of found) handlers.add(entry);
    await this.assertKnownProfiles();
    await handlers.find('onAppStartup')?.();
    this.isUp = true;
  }

  /** While what the app's handlers work with is still there. */
  async onModuleDestroy(): Promise<void> {
    if (this.isUp) await this.app.handlers.find('onAppShutdown')?.();
    this.isUp = false;
  }

  /** The worker ends without a word: as if its process had been killed. */
  vanish(): void {
    this.isUp = false;
  }

  /** Handlers of a profile that nobody can ever have are a mistake; whether there is one may depend on who asks. */
  private async assertKnownProfiles(): Promise<void> {
    const { handlers, profiles } = this.app;
    const setChatProfiles = handlers.find('setChatProfiles');
    if (profiles && setChatProfiles)
      throw new DomainError(
        'invalid_input',
        'setChatProfiles is a list in defineChatApp, and a method with @SetChatProfiles(); keep one of them.',
      );
    if (setChatProfiles && setChatProfiles.length > 0) return;
    const known = profiles ?? (await setChatProfiles?.(undefined, ANY_LANGUAGE)) ?? [];
    const names = known.map(({ name }) => name);
    const [stray] = handlers.outside(names);
    if (!stray) return;
    const there = names.length > 0 ? `the profiles are ${names.join(', ')}` : 'the app has no profiles';
    throw new DomainError(
      'invalid_input',
      `${stray.source}: there is no profile "${stray.profile}"; ${there}.`,
    );
  }
}
