import { Controller } from '@nestjs/common';
import { AppAnnounced } from '#libs/contracts';
import type { AppManifestDto } from '#libs/contracts';
import { OnEvent } from '#libs/messaging';
import { AppsRegistry } from './apps.registry.js';

@Controller()
export class AppsConsumer {
  constructor(private readonly apps: AppsRegistry) {}

  @OnEvent(AppAnnounced)
  onAppAnnounced(manifest: AppManifestDto): void {
    this.apps.learn(manifest);
  }
}
