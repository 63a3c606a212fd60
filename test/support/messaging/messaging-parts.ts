import type { LivePlane } from '#libs/live';
import { InProcessLivePlane } from '#libs/live';
import type { LogTransport, MessagingParts } from '#libs/messaging';
import { InProcessLog } from '#libs/messaging';
import { createIds, systemClock, systemRandom } from '#libs/platform';
import type { LoggerPort } from '#libs/platform';

/** Keeps what was reported, so that a test can say that nothing, or the right thing, was. */
export class KeptLog implements LoggerPort {
  readonly lines: string[] = [];
  log(message: string): void {
    this.lines.push(`log ${message}`);
  }
  warn(message: string): void {
    this.lines.push(`warn ${message}`);
  }
  error(message: string): void {
    this.lines.push(`error ${message}`);
  }
  debug(message: string): void {
    this.lines.push(`debug ${message}`);
  }
}

/** What all instances of one test share. */
export interface Deployment {
  readonly log: LogTransport;
  readonly live: LivePlane;
}

export function embeddedDeployment(): Deployment {
  return { log: new InProcessLog({ clock: systemClock }), live: new InProcessLivePlane(systemClock) };
}

/** The parts of one more instance. */
export function instanceParts(deployment: Deployment): MessagingParts & { readonly logger: KeptLog } {
  const ids = createIds(systemClock, systemRandom);
  return {
    ...deployment,
    clock: systemClock,
    random: systemRandom,
    ids,
    instanceId: ids.next(),
    logger: new KeptLog(),
  };
}
