import { Injectable, Logger } from '@nestjs/common';
import type { AppManifestDto } from '#libs/contracts';

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

  /** The app that offers the profile; the first by name when no app declares it. Undefined before any app announced itself. */
  appOffering(profile: string | undefined): AppManifestDto | undefined {
    const apps = [...this.apps.values()].sort((a, b) => a.app.localeCompare(b.app));
    return apps.find((app) => profile !== undefined && offers(app, profile)) ?? apps[0];
  }
}

function offers({ profiles }: AppManifestDto, name: string): boolean {
  return profiles.some((candidate) => candidate.name === name);
}
