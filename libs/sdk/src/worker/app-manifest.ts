import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppAnnounced, AppFeaturesDto, AppManifestDto, AppUiDto, FileUploadDto } from '#libs/contracts';
import type {
  ChatProfileDto,
  ChatProfilesAnswer,
  ChatProfilesQuestion,
  ChatStartersAnswer,
  ChatStartersQuestion,
} from '#libs/contracts';
import { EventPublisher, InvalidRecord, PayloadReader } from '#libs/messaging';
import { DomainError } from '#libs/platform';
import type { ChatApp } from '../app/chat-app.js';
import type { ChatProfile } from '../app/chat-profile.js';
import { OfferedProfiles } from '../turn/offered-profiles.js';
import { CHAT_APP } from './chat-app.token.js';

const DECLARED_LANGUAGE = 'en-US';

/** What a chat app tells the deployment about itself. */
@Injectable()
export class AppManifest {
  private readonly logger = new Logger(AppManifest.name);

  constructor(
    @Inject(CHAT_APP) private readonly app: ChatApp,
    private readonly offered: OfferedProfiles,
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

  /** The profiles that this user may pick. */
  async profilesFor({ user, language }: ChatProfilesQuestion): Promise<ChatProfilesAnswer> {
    return { profiles: (await this.offered.for(user, language)).map(profileDto) };
  }

  /** The first messages that are suggested to this user where the profile has none of its own. */
  async startersFor({ user, language, chatProfile }: ChatStartersQuestion): Promise<ChatStartersAnswer> {
    return { starters: [...(await this.offered.startersFor(user, language, chatProfile))] };
  }

  private async describe(): Promise<AppManifestDto> {
    const { options, handlers, name } = this.app;
    const { ui, features, userEnv, readme, starters } = options;
    const described = {
      app: name,
      ui: Object.assign(new AppUiDto(), ui),
      ...(readme ? { readme } : {}),
      features: Object.assign(new AppFeaturesDto(), {
        spontaneousFileUpload: Object.assign(new FileUploadDto(), features?.spontaneousFileUpload),
      }),
      userEnv: [...(userEnv ?? [])],
      hooks: handlers.announced,
      actions: handlers.actions,
      profiles: await this.declaredProfiles(),
      starters: [...(starters ?? [])],
    };
    return {
      ...described,
      version: createHash('sha256').update(JSON.stringify(described)).digest('hex').slice(0, 16),
    };
  }

  /** Those for certain roles and groups included. */
  private async declaredProfiles(): Promise<ChatProfileDto[]> {
    const profiles = await this.declared();
    for (const { source, profile } of this.app.handlers.outside(profiles.map(({ name }) => name)))
      this.logger.warn(
        `${source} is for the profile "${profile}", which setChatProfiles does not offer to guests: check its spelling, unless it depends on who asks.`,
      );
    return profiles.map(profileDto);
  }

  private async declared(): Promise<readonly ChatProfile[]> {
    try {
      return await this.offered.all(undefined, DECLARED_LANGUAGE);
    } catch (error) {
      // Two profiles of one name are a mistake of the app's; that it wants to know who asks is none.
      if (error instanceof DomainError) throw error;
      this.logger.warn(
        `setChatProfiles failed for nobody in particular; no profiles are declared: ${String(error)}`,
      );
      return [];
    }
  }
}

function profileDto({ starters, roles, groups, ...rest }: ChatProfile): ChatProfileDto {
  return {
    ...rest,
    ...(starters ? { starters: [...starters] } : {}),
    ...(roles ? { roles: [...roles] } : {}),
    ...(groups ? { groups: [...groups] } : {}),
  };
}
