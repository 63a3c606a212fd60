import { Controller } from '@nestjs/common';
import { AppAnnounced } from '#libs/contracts';
import type { AppManifestDto } from '#libs/contracts';
import { OnEvent } from '#libs/messaging';
import { AppsDirectory } from './apps.directory.js';

@Controller()
export class AppsConsumer {
  constructor(private readonly directory: AppsDirectory) {}

  @OnEvent(AppAnnounced)
  onAppAnnounced(manifest: AppManifestDto): void {
    this.directory.learn(manifest);
  }
}
