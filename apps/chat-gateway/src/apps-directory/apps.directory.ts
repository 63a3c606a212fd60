import { Injectable, Logger } from '@nestjs/common';
import type { AppManifestDto } from '#libs/contracts';

/** The chat apps of this deployment, as they announced themselves. */
@Injectable()
export class AppsDirectory {
  private readonly logger = new Logger(AppsDirectory.name);
  private readonly apps = new Map<string, AppManifestDto>();

  learn(manifest: AppManifestDto): void {
    this.apps.set(manifest.app, manifest);
  }

  /** The app that offers the profile; the first by name when no app declares it. Undefined before any app announced itself. */
  appOffering(profile: string | undefined): AppManifestDto | undefined {
    const apps = [...this.apps.values()].sort((a, b) => a.app.localeCompare(b.app));
    const offering = apps.filter((app) => app.profiles.some((candidate) => candidate.name === profile));
    if (offering.length > 1) {
      this.logger.warn(
        `profile "${profile}" is offered by ${offering.map(({ app }) => app).join(', ')}; the first counts`,
      );
    }
    return offering[0] ?? apps[0];
  }
}
