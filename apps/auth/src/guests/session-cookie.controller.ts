import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError } from '#libs/platform';
import { Public, SocketIdentity } from '#libs/security';

/**
 * The client posts here right before it opens its socket, to be pinned to a server by a cookie. Heddle pins nobody;
 * the moment serves to give a new guest the cookie that the handshake will ask for (and a user a fresh token).
 */
@Public()
@Controller('set-session-cookie')
export class SessionCookieController {
  constructor(private readonly socketIdentity: SocketIdentity) {}

  @Post()
  @HttpCode(200)
  async prepare(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ message: string }> {
    response.append('Set-Cookie', await this.cookiesFor(request));
    return { message: 'Session cookie set' };
  }

  private async cookiesFor(request: Request): Promise<string[]> {
    try {
      const { setCookies } = await this.socketIdentity.identify(request.headers);
      return [...setCookies];
    } catch (error) {
      // Whoever is not signed in learns it from the handshake; this call never refuses.
      if (error instanceof DomainError && error.code === 'unauthenticated') return [];
      throw error;
    }
  }
}
