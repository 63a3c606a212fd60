import { Injectable, Logger } from '@nestjs/common';
import { ChatProfiles, DescribeUser } from '#libs/contracts';
import type { AppManifestDto, ChatProfileDto, OwnerDto, PersistedUserDto } from '#libs/contracts';
import { RequestClient } from '#libs/messaging';
import { AppsRegistry } from '../apps/apps.registry.js';
import { projectSettingsOf } from './project-settings.js';
import type { ProjectSettings } from './project-settings.js';

/** What a page is told about the deployment's chat apps. */
@Injectable()
export class SettingsService {
  private readonly logger = new Logger(SettingsService.name);
  /** The last answer of an app's workers to an owner, for when no worker answers. */
  private readonly lastAnswers = new LastAnswers();

  constructor(
    private readonly apps: AppsRegistry,
    private readonly requests: RequestClient,
  ) {}

  /** The settings as one owner sees them: the profiles are those that the apps offer them. */
  async settingsFor(owner: OwnerDto, language: string, profileName?: string): Promise<ProjectSettings> {
    const apps = this.apps.all();
    const user = apps.some((app) => app.hasProfilesHook) ? await this.userOf(owner) : undefined;
    const offered = await Promise.all(apps.map((app) => this.profilesOf(app, owner, user, language)));
    const chosen = offered.findIndex((profiles) => profiles.some(({ name }) => name === profileName));
    const app = apps[Math.max(chosen, 0)];
    return projectSettingsOf(app, offered.flat(), app?.starters ?? []);
  }

  private async profilesOf(
    app: AppManifestDto,
    owner: OwnerDto,
    user: PersistedUserDto | undefined,
    language: string,
  ): Promise<readonly ChatProfileDto[]> {
    if (!app.hasProfilesHook) return app.profiles;
    const key = [app.app, app.version, owner.userId ?? 'guest', language].join(' ');
    try {
      const question = { language, ...(user ? { user } : {}) };
      const { profiles } = await this.requests.ask(ChatProfiles, question, { app: app.app });
      return this.lastAnswers.keep(key, profiles);
    } catch (error) {
      this.logger.warn(`app ${app.app} did not say its profiles: ${String(error)}`);
      return this.lastAnswers.get(key) ?? app.profiles;
    }
  }

  private async userOf(owner: OwnerDto): Promise<PersistedUserDto | undefined> {
    if (!owner.userId) return undefined;
    return (await this.requests.ask(DescribeUser, { userId: owner.userId })).user;
  }
}

/** Keeps the newest answers; the oldest give way. */
class LastAnswers {
  private static readonly KEPT = 10_000;
  private readonly answers = new Map<string, readonly ChatProfileDto[]>();

  get(key: string): readonly ChatProfileDto[] | undefined {
    return this.answers.get(key);
  }

  keep(key: string, profiles: readonly ChatProfileDto[]): readonly ChatProfileDto[] {
    this.answers.delete(key);
    this.answers.set(key, profiles);
    if (this.answers.size > LastAnswers.KEPT) this.answers.delete(this.answers.keys().next().value ?? '');
    return profiles;
  }
}
