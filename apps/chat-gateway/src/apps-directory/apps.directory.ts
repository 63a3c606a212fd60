import { Injectable, Logger } from '@nestjs/common';
import { mayUse } from '#libs/contracts';
import type { AppManifestDto, PersistedUserDto } from '#libs/contracts';

/** The chat apps of this deployment, as they announced themselves. */
@Injectable()
export class AppsDirectory {
  private readonly logger = new Logger(AppsDirectory.name);
  private readonly apps = new Map<string, AppManifestDto>();

  learn(manifest: AppManifestDto): void {
    for (const other of this.apps.values()) {
      const shared = manifest.profiles.find(({ name }) => other.app !== manifest.app && offers(other, name));
      if (shared) {
        this.logger.warn(
          `profile "${shared.name}" is offered by ${other.app} and ${manifest.app}; the first by name counts`,
        );
      }
    }
    this.apps.set(manifest.app, manifest);
  }

  /** What the app of this name said of itself last. */
  named(app: string): AppManifestDto | undefined {
    return this.apps.get(app);
  }

  /**
   * The app of who picked this profile: the first by name that declares it, else one that decides its profiles for
   * each user. Of who picked none: the one of the default profile that they may have, as the page's settings say.
   * Else the first by name. Undefined before any app announced itself.
   */
  appFor(profile: string | undefined, user: PersistedUserDto | undefined): AppManifestDto | undefined {
    const apps = [...this.apps.values()].sort((a, b) => a.app.localeCompare(b.app));
    const chosen =
      profile === undefined
        ? apps.find((app) => defaultProfileOf(app, user) !== undefined)
        : (apps.find((app) => offers(app, profile)) ??
          apps.find(({ hooks }) => hooks.includes('setChatProfiles')));
    return chosen ?? apps[0];
  }
}

/** The name of the app's marked default, if the user may have it. */
export function defaultProfileOf(
  { profiles }: AppManifestDto,
  user: PersistedUserDto | undefined,
): string | undefined {
  return profiles.find((profile) => profile.default && mayUse(profile, user))?.name;
}

function offers({ profiles }: AppManifestDto, name: string): boolean {
  return profiles.some((candidate) => candidate.name === name);
}
