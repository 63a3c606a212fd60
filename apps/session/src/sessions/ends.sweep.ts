import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { MESSAGING_PARTS } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import type { Timer } from '#libs/platform';
import { EndsService } from './ends.service.js';

const SWEEP_MS = 5_000;

/** Looks again and again for sessions whose time is over. */
@Injectable()
export class EndsSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(EndsSweep.name);
  private timer: Timer | undefined;
  private running: Promise<void> | undefined;

  constructor(
    @Inject(MESSAGING_PARTS) private readonly parts: MessagingParts,
    private readonly ends: EndsService,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = this.parts.clock.every(SWEEP_MS, () => {
      this.running ??= this.sweep().finally(() => (this.running = undefined));
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.timer?.cancel();
    await this.running;
  }

  private async sweep(): Promise<void> {
    try {
      await this.ends.settleDue();
    } catch (error) {
      this.logger.warn(`sessions were not looked through: ${String(error)}`);
    }
  }
}
