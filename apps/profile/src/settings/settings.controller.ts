import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { OwnerDto } from '#libs/contracts';
import { CurrentOwner } from '#libs/security';
import type { ProjectSettings } from './project-settings.js';
import { SettingsQuery } from './settings.query.js';
import { SettingsService } from './settings.service.js';

@ApiTags('project')
@Controller('project/settings')
export class SettingsController {
  constructor(private readonly settings: SettingsService) {}

  /** Route 12 of the wire protocol: what the page shows and offers this user. 401 without sign-in, 422 for a language that is none. */
  @Get()
  settingsFor(@CurrentOwner() owner: OwnerDto, @Query() query: SettingsQuery): Promise<ProjectSettings> {
    return this.settings.settingsFor(owner, query.language, query.chat_profile);
  }
}
