import { Injectable } from '@nestjs/common';
import type { AppManifestDto } from '#libs/contracts';

/** The chat apps of this deployment, as they announced themselves. */
@Injectable()
export class AppsRegistry {
  private readonly apps = new Map<string, AppManifestDto>();

  learn(manifest: AppManifestDto): void {
    this.apps.set(manifest.app, manifest);
  }

  /** The app's newest manifest; undefined before it announced itself. */
  find(app: string): AppManifestDto | undefined {
    return this.apps.get(app);
  }

  /** The names of all apps. */
  names(): string[] {
    return [...this.apps.keys()];
  }
}
