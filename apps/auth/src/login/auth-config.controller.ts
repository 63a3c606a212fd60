import { Controller, Get } from '@nestjs/common';
import { Public } from '#libs/security';
import { AuthSettings } from '../auth-settings.js';

/** What a login page offers (wire protocol §6.2). */
@Public()
@Controller('auth/config')
export class AuthConfigController {
  constructor(private readonly settings: AuthSettings) {}

  @Get()
  config(): object {
    const signsIn = this.settings.signIn === 'on';
    return {
      requireLogin: signsIn,
      passwordAuth: signsIn,
      headerAuth: false,
      oauthProviders: [],
      default_theme: null,
      ui: { login_page_image: null, login_page_image_filter: null, login_page_image_dark_filter: null },
    };
  }
}
