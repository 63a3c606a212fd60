import { Controller, Inject } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { DescribeService } from '#libs/contracts';
import type { DescribeServiceAnswer, ServiceName } from '#libs/contracts';
import { Readiness } from '#libs/platform';
import type { MessagingParts } from '../messaging-parts.js';
import { Answers } from './answers.decorator.js';
import { MESSAGING_PARTS } from './messaging.module.js';

/** The controller that says how a service's replica does. */
export function serviceStatusController(service: ServiceName): Type {
  @Controller()
  class ServiceStatusController {
    private readonly since: string;

    constructor(
      private readonly readiness: Readiness,
      @Inject(MESSAGING_PARTS) private readonly parts: MessagingParts,
    ) {
      this.since = new Date(parts.clock.now()).toISOString();
    }

    @Answers(DescribeService[service])
    describeService(): DescribeServiceAnswer {
      return { instance: this.parts.instanceId, ready: this.readiness.isReady, since: this.since };
    }
  }
  return ServiceStatusController;
}
