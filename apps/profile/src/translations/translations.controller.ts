import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '#libs/security';
import { TRANSLATION_EN } from './en.translation.js';
import type { Translation } from './en.translation.js';
import { TranslationsQuery } from './translations.query.js';

@ApiTags('project')
@Controller('project/translations')
export class TranslationsController {
  /** Route 11 of the wire protocol. Every language falls back to English, which is the one there is. 422 for a language that is none. */
  @Public()
  @Get()
  translation(@Query() _query: TranslationsQuery): { translation: Translation } {
    return { translation: TRANSLATION_EN };
  }
}
