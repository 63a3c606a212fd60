import { Injectable, Logger } from '@nestjs/common';
import type { ChatProfileDto, OwnerDto } from '#libs/contracts';
import { AppsRegistry } from '../apps/apps.registry.js';
import type { KnownApp } from '../apps/apps.registry.js';
import { OffersService } from '../offers/offers.service.js';
import { UsersDirectory } from '../offers/users.directory.js';
import type { Visitor } from '../offers/users.directory.js';
import { projectSettingsOf } from './project-settings.js';
import type { ProjectSettings } from './project-settings.js';

const MOST_WARNINGS = 1_000;

/** A profile, and the app that offers it. */
interface Offer {
  readonly app: KnownApp;
  readonly profile: ChatProfileDto;
}

/** What a page is told about the deployment's chat apps. */
@Injectable()
export class SettingsService {
  private readonly logger = new Logger(SettingsService.name);
  private readonly warned = new Set<string>();

  constructor(
    private readonly apps: AppsRegistry,
    private readonly users: UsersDirectory,
    private readonly offers: OffersService,
  ) {}

  /** The settings as one owner sees them: the profiles are those that the apps offer them. */
  async settingsFor(owner: OwnerDto, language: string, profileName?: string): Promise<ProjectSettings> {
    const apps = this.apps.all();
    const asksWho = apps.some((app) => this.offers.dependsOnVisitor(app));
    const visitor: Visitor = asksWho ? await this.users.visitorFor(owner) : { key: 'anybody' };
    const offers = await this.offersOf(apps, visitor, language);
    const selected = offers.find(({ profile }) => profile.name === profileName);
    // Who has selected nothing yet gets the app of the profile that pages begin with.
    const app = (selected ?? offers.find(({ profile }) => profile.default))?.app ?? apps[0];
    const starters = app ? await this.offers.startersOf(app, visitor, language, selected?.profile.name) : [];
    return projectSettingsOf(
      app?.manifest,
      offers.map(({ profile }) => profile),
      starters,
    );
  }

  /** Each name once: where two apps, or one app twice, offer a profile of one name, the first by app name counts. */
  private async offersOf(apps: readonly KnownApp[], visitor: Visitor, language: string): Promise<Offer[]> {
    const offered = await Promise.all(
      apps.map(async (app) =>
        (await this.offers.profilesOf(app, visitor, language)).map((profile) => ({ app, profile })),
      ),
    );
    const byName = new Map<string, Offer>();
    for (const offer of offered.flat()) {
      const first = byName.get(offer.profile.name);
      if (first) this.warnOnce(offer.profile.name, first.app, offer.app);
      else byName.set(offer.profile.name, offer);
    }
    return [...byName.values()];
  }

  private warnOnce(name: string, first: KnownApp, second: KnownApp): void {
    const [one, other] = [first.manifest.app, second.manifest.app];
    const warning =
      one === other
        ? `${one} offers two profiles called "${name}"; the first counts. Rename one of them.`
        : `${one} and ${other} both offer a profile called "${name}"; ${one}'s counts. Rename one of them.`;
    if (this.warned.has(warning) || this.warned.size >= MOST_WARNINGS) return;
    this.warned.add(warning);
    this.logger.warn(warning);
  }
}
