import { Controller, Get, HttpException } from '@nestjs/common';
import { Public } from './public.decorator.js';
import { Readiness } from './readiness.js';

/** Liveness and readiness. Neither depends on another part: a dead dependency must not restart this one. */
@Public()
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** 200 `{"status":"ok"}` while the process lives (wire protocol §2.2, route 34). */
  @Get('health')
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** 200 while the service takes work; 503 before it can and once it drains. */
  @Get('ready')
  ready(): { status: 'ready' } {
    if (!this.readiness.isReady) throw new HttpException({ detail: 'not ready' }, 503);
    return { status: 'ready' };
  }
}
