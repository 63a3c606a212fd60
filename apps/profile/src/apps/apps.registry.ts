import { Injectable } from '@nestjs/common';
import type { AppManifestDto } from '#libs/contracts';

/** The chat apps of this deployment, as they announced themselves. */
@Injectable()
export class AppsRegistry {
  private readonly apps = new Map<string, AppManifestDto>();

  learn(manifest: AppManifestDto): void {
    this.apps.set(manifest.app, manifest);
  }

  /** By name, so that every replica answers alike. */
  all(): AppManifestDto[] {
    return [...this.apps.values()].sort((a, b) => a.app.localeCompare(b.app));
  }
}
