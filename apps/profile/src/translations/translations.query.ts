import { Matches } from 'class-validator';
import { LANGUAGE } from '../settings/settings.query.js';

export class TranslationsQuery {
  @Matches(LANGUAGE, { message: 'language must be a BCP 47 tag, such as en-US' })
  language: string = 'en-US';
}
