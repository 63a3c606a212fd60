import { Controller, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { COOKIE, cookiesOf, IdentityCookies, Public } from '#libs/security';
import { LoginsService } from '../tokens/logins.service.js';
import type { User } from '../users/user.entity.js';
import { LoginFormGuard } from './login-form.guard.js';
import { PasswordGuard } from './password.guard.js';

interface SignedInRequest extends Request {
  user: User;
}

@Public()
@Controller()
export class LoginController {
  constructor(
    private readonly logins: LoginsService,
    private readonly cookies: IdentityCookies,
  ) {}

  @Post('login')
  @HttpCode(200)
  @ApiConsumes('multipart/form-data', 'application/x-www-form-urlencoded')
  @UseGuards(LoginFormGuard, PasswordGuard)
  async login(
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ success: true }> {
    await this.endEarlier(request);
    const { accessToken, secret, lifetimeSeconds } = await this.logins.open(request.user);
    response.append('Set-Cookie', [
      ...this.cookies.accessToken(accessToken, cookiesOf(request.headers)),
      ...this.cookies.login(secret, lifetimeSeconds),
    ]);
    return { success: true };
  }

  @Post('logout')
  @HttpCode(200)
  async logout(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ success: true }> {
    await this.endEarlier(request);
    response.append('Set-Cookie', this.cookies.signedOut(cookiesOf(request.headers)));
    return { success: true };
  }

  private async endEarlier(request: Request): Promise<void> {
    const secret = cookiesOf(request.headers)[COOKIE.login];
    if (secret) await this.logins.end(secret);
  }
}
