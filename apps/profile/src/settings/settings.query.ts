import { IsOptional, Matches, MaxLength } from 'class-validator';

/** BCP 47, as the wire protocol accepts it (§2.2, route 11). */
export const LANGUAGE = /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,4})?(-[a-zA-Z0-9]{2,8})?(-x-[a-zA-Z0-9]{1,8})?$/;

export class SettingsQuery {
  @Matches(LANGUAGE, { message: 'language must be a BCP 47 tag, such as en-US' })
  language: string = 'en-US';

  /** The selected profile's name. */
  @IsOptional()
  @MaxLength(255)
  chat_profile?: string;
}
