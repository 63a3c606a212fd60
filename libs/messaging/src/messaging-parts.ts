import type { LivePlane } from '#libs/live';
import type { Clock, Ids, LoggerPort, Random } from '#libs/platform';
import type { LogTransport } from './log-transport.port.js';

/** What the bus is built from. One set per service instance; several instances of a process may share the log. */
export interface MessagingParts {
  readonly log: LogTransport;
  readonly live: LivePlane;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  /** Unique among all running instances: answers to this instance's requests come back on a channel of this name. */
  readonly instanceId: string;
  readonly logger: LoggerPort;
}
