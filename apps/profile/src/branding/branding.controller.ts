import { Controller, Get, Header, HttpException, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Public } from '#libs/security';
import { LOGO_SVG, MARK_SVG } from './heddle-mark.js';

const DAY = 'public, max-age=86400';

export class LogoQuery {
  @IsIn(['light', 'dark'])
  theme: 'light' | 'dark' = 'light';
}

/** Heddle's own mark, wherever a client asks for a picture (wire protocol §2.2, routes 29–31). */
@ApiTags('branding')
@Public()
@Controller()
export class BrandingController {
  /** The page's icon, as SVG. */
  @Get('favicon')
  @Header('Content-Type', 'image/svg+xml')
  @Header('Cache-Control', DAY)
  favicon(): string {
    return MARK_SVG;
  }

  /** The logo for a light or a dark page, as SVG. 422 for another theme. */
  @Get('logo')
  @Header('Content-Type', 'image/svg+xml')
  @Header('Cache-Control', DAY)
  logo(@Query() { theme }: LogoQuery): string {
    return LOGO_SVG[theme];
  }

  /** The picture of a message's author. 400 for a name that cannot be one. */
  @Get('avatars/:id')
  @Header('Content-Type', 'image/svg+xml')
  @Header('Cache-Control', DAY)
  avatar(@Param('id') id: string): string {
    if (!/^[a-zA-Z0-9_ .-]+$/.test(id)) throw new HttpException({ detail: 'Invalid avatar_id' }, 400);
    return MARK_SVG;
  }
}
