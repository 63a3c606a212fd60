import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { DomainError } from '#libs/platform';
import { Public } from '#libs/security';
import { LucideIcons } from './lucide-icons.js';

/** The icons that profiles, starters and commands name (wire protocol §6.8: clients know addresses only). */
@ApiTags('branding')
@Public()
@Controller('public/icons')
export class IconsController {
  constructor(private readonly icons: LucideIcons) {}

  /** A Lucide icon as SVG, by any name that it ever had. 404 when there is none of the name. */
  @Get(':name.svg')
  @ApiProduces('image/svg+xml')
  @Header('Content-Type', 'image/svg+xml')
  @Header('Cache-Control', 'public, max-age=604800')
  async icon(@Param('name') name: string): Promise<string> {
    const svg = await this.icons.svgOf(name);
    if (!svg) throw new DomainError('not_found', `Lucide has no icon "${name}"; see lucide.dev/icons.`);
    return svg;
  }
}
