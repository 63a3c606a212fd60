import type { Clock, LoggerPort, Random } from '#libs/platform';
import { InProcessLog } from './in-process/in-process-log.js';
import { KafkaLog } from './kafka/kafka-log.js';
import type { LogTransport } from './log-transport.port.js';

/** How a log is opened. */
export interface OpenLogOptions {
  /** Kafka's bootstrap brokers, `host:port` each; without any the log is kept in this process. */
  readonly brokers?: readonly string[];
  /** Copies of every partition of topics that are made; 1 when left out. */
  readonly replicationFactor?: number;
  /** What brokers call this instance in their logs. */
  readonly clientId: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: LoggerPort;
}

/**
 * Opens the log. One kept in this process is shared by passing the object around: every service that is to see the
 * same events gets the same one.
 *
 * @throws DomainError `unavailable` when no broker can be reached
 */
export async function openLog({ brokers = [], ...options }: OpenLogOptions): Promise<LogTransport> {
  if (brokers.length === 0) return new InProcessLog({ clock: options.clock });
  return KafkaLog.connect({ ...options, brokers: [...brokers] });
}
