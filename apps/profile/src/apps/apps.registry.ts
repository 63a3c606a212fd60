import { Inject, Injectable } from '@nestjs/common';
import type { AppManifestDto } from '#libs/contracts';
import { MESSAGING_PARTS } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';

/** A chat app of this deployment. */
export interface KnownApp {
  readonly manifest: AppManifestDto;
  /** When it was last heard of: what its workers said before may have been another version's. */
  readonly announcedAt: number;
}

/** The chat apps of this deployment, as they announced themselves. */
@Injectable()
export class AppsRegistry {
  private readonly apps = new Map<string, KnownApp>();

  constructor(@Inject(MESSAGING_PARTS) private readonly parts: MessagingParts) {}

  learn(manifest: AppManifestDto): void {
    this.apps.set(manifest.app, { manifest, announcedAt: this.parts.clock.now() });
  }

  /** By name, so that every replica answers alike. */
  all(): KnownApp[] {
    return [...this.apps.values()].sort((a, b) => a.manifest.app.localeCompare(b.manifest.app));
  }
}
