import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppAnnounced, AppManifestDto, AppUiDto } from '#libs/contracts';
import type { ChatProfileDto, ChatProfilesAnswer, ChatProfilesQuestion } from '#libs/contracts';
import { EventPublisher, InvalidRecord, PayloadReader } from '#libs/messaging';
import { DomainError } from '#libs/platform';
import type { ChatApp } from '../app/chat-app.js';
import type { ChatProfile } from '../app/chat-profile.js';
import { CHAT_APP } from './chat-app.token.js';

const DECLARED_LANGUAGE = 'en-US';

/** What a chat app tells the deployment about itself. */
@Injectable()
export class AppManifest {
  private readonly logger = new Logger(AppManifest.name);

  constructor(
    @Inject(CHAT_APP) private readonly app: ChatApp,
    private readonly publisher: EventPublisher,
  ) {}

  /**
   * Announces the app; the newest announcement counts.
   *
   * @throws DomainError `invalid_input` naming what nobody could read: the app would never be offered
   */
  async announce(): Promise<void> {
    const manifest = await this.describe();
    try {
      new PayloadReader().read(AppManifestDto, JSON.parse(JSON.stringify(manifest)));
    } catch (error) {
      if (!(error instanceof InvalidRecord)) throw error;
      throw new DomainError(
        'invalid_input',
        `The chat app "${manifest.app}" is not usable. ${error.message}`,
      );
    }
    await this.publisher.publish(AppAnnounced, manifest);
  }

  /** The profiles the app offers this user, as its `setChatProfiles` says. */
  async profilesFor(question: ChatProfilesQuestion): Promise<ChatProfilesAnswer> {
    const profiles = await this.app.definition.setChatProfiles?.(question.user, question.language);
    return { profiles: this.checked(profiles ?? []) };
  }

  private async describe(): Promise<AppManifestDto> {
    const { definition, name } = this.app;
    const described = {
      app: name,
      ui: Object.assign(new AppUiDto(), definition.ui),
      ...(definition.readme ? { readme: definition.readme } : {}),
      profiles: await this.declaredProfiles(),
      hasProfilesHook: definition.setChatProfiles !== undefined,
      starters: [...(definition.starters ?? [])],
    };
    return {
      ...described,
      version: createHash('sha256').update(JSON.stringify(described)).digest('hex').slice(0, 16),
    };
  }

  private async declaredProfiles(): Promise<ChatProfileDto[]> {
    try {
      return (await this.profilesFor({ language: DECLARED_LANGUAGE })).profiles;
    } catch (error) {
      this.logger.warn(
        `setChatProfiles failed for nobody in particular; no profiles are declared: ${String(error)}`,
      );
      return [];
    }
  }

  private checked(profiles: readonly ChatProfile[]): ChatProfileDto[] {
    const defaults = profiles.filter((profile) => profile.default);
    if (defaults.length > 1) {
      this.logger.warn(
        `several profiles are marked default (${defaults.map((p) => p.name).join(', ')}); the first counts`,
      );
    }
    return profiles.map((profile) => {
      const { default: marked, starters, ...rest } = profile;
      return {
        ...rest,
        ...(marked ? { default: profile === defaults[0] } : {}),
        ...(starters ? { starters: [...starters] } : {}),
      };
    });
  }
}
