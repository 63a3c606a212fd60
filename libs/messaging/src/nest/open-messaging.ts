import { hostname } from 'node:os';
import { Logger } from '@nestjs/common';
import { openLivePlane } from '#libs/live';
import { createIds, systemClock, systemRandom } from '#libs/platform';
import type { ClusterConfig } from '#libs/platform';
import type { MessagingParts } from '../messaging-parts.js';
import { openLog } from '../open-log.js';

/** Where the bus and the live plane are; without `config` both are kept in this process. */
export type MessagingConfig = Pick<ClusterConfig, 'KAFKA_BROKERS' | 'KAFKA_REPLICATION' | 'REDIS_URL'>;

/**
 * Opens what the messaging of one process is built from.
 *
 * @throws DomainError `unavailable` when Kafka or Redis cannot be reached
 */
export async function openMessaging(name: string, config?: MessagingConfig): Promise<MessagingParts> {
  const ids = createIds(systemClock, systemRandom);
  const logger = new Logger('messaging');
  const instanceId = `${name}-${hostname()}-${ids.secret().slice(0, 8)}`;
  const live = await openLivePlane({
    ...(config ? { redisUrl: config.REDIS_URL } : {}),
    clock: systemClock,
    logger,
  });
  const log = await openLog({
    ...(config ? { brokers: config.KAFKA_BROKERS, replicationFactor: config.KAFKA_REPLICATION } : {}),
    clientId: instanceId,
    clock: systemClock,
    random: systemRandom,
    logger,
  });
  return { log, live, clock: systemClock, ids, random: systemRandom, instanceId, logger };
}

/** Flushes and disconnects what `openMessaging` opened. */
export async function closeMessaging(parts: MessagingParts): Promise<void> {
  await parts.log.close();
  await parts.live.close();
}
