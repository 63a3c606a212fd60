import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { MessagingModule, RequestClient } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { SecurityModule } from '#libs/security';
import { AppsConsumer } from './apps/apps.consumer.js';
import { AppsRegistry } from './apps/apps.registry.js';
import { BrandingController } from './branding/branding.controller.js';
import { IconsController } from './icons/icons.controller.js';
import { LucideIcons } from './icons/lucide-icons.js';
import { OffersService } from './offers/offers.service.js';
import { UsersDirectory } from './offers/users.directory.js';
import { SettingsController } from './settings/settings.controller.js';
import { SettingsService } from './settings/settings.service.js';
import { TranslationsController } from './translations/translations.controller.js';

/** How the profile service learns who asks. */
export interface ProfileOptions {
  readonly signIn: 'on' | 'off';
  readonly publicUrl: string;
  readonly authUrl: string;
}

@Module({})
export class ProfileModule {
  static register(parts: MessagingParts, options: ProfileOptions): DynamicModule {
    return {
      module: ProfileModule,
      imports: [
        MessagingModule.register(parts),
        SecurityModule.register({ ...options, renewThrough: RequestClient, clock: parts.clock }),
      ],
      controllers: [
        AppsConsumer,
        BrandingController,
        IconsController,
        SettingsController,
        TranslationsController,
      ],
      providers: [AppsRegistry, LucideIcons, OffersService, SettingsService, UsersDirectory],
    };
  }
}
