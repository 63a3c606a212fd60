import type { Admin, ITopicConfig, Kafka } from 'kafkajs';
import { DomainError } from '#libs/platform';
import type { Clock, LoggerPort } from '#libs/platform';
import type { TopicSpec } from '../log-transport.port.js';
import { kafkaErrorType } from './kafka-error.js';

const ATTEMPTS = 50;
const RETRY_MS = 100;
const HOUR_MS = 3_600_000;
/** Records go when their segment does, so segments of short-lived topics must be short as well. */
const SEGMENTS_PER_RETENTION = 4;
const MIN_SEGMENT_MS = 60_000;
const MAX_SEGMENT_MS = 24 * HOUR_MS;

/** Makes the topics that are missing. Several processes may do so at once. */
export class TopicMaker {
  constructor(
    private readonly kafka: Kafka,
    private readonly clock: Clock,
    private readonly replicationFactor: number | undefined,
    private readonly logger?: LoggerPort,
  ) {}

  /**
   * @throws DomainError `conflict` when a topic has another number of partitions, `unavailable` when Kafka did not
   *   make the topics in time
   */
  async ensure(topics: readonly TopicSpec[]): Promise<void> {
    const admin = this.kafka.admin();
    try {
      await this.ensureWith(admin, new Map(topics.map((spec) => [spec.name, spec])));
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }

  private async ensureWith(admin: Admin, specs: ReadonlyMap<string, TopicSpec>): Promise<void> {
    let last: unknown;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        await admin.connect();
        if (await this.makeMissing(admin, specs)) return;
      } catch (error) {
        if (error instanceof DomainError) throw error;
        last = error;
        this.logger?.debug(`Making topics is tried again (${kafkaErrorType(error)}).`);
      }
      await this.clock.sleep(RETRY_MS);
    }
    throw new DomainError('unavailable', 'Kafka did not make the topics in time.', { cause: last });
  }

  /** @returns whether all are there, with a leader for each partition */
  private async makeMissing(admin: Admin, specs: ReadonlyMap<string, TopicSpec>): Promise<boolean> {
    const existing = new Set(await admin.listTopics());
    const missing = [...specs.values()].filter(({ name }) => !existing.has(name));
    if (missing.length > 0) {
      // Another process may have been faster with some; whether all are there is looked up in any case.
      await admin
        .createTopics({ waitForLeaders: true, topics: missing.map((spec) => this.configOf(spec)) })
        .catch((error: unknown) => this.logger?.debug(`Creating topics: ${kafkaErrorType(error)}.`));
    }
    const { topics } = await admin.fetchTopicMetadata({ topics: [...specs.keys()] });
    for (const { name, partitions } of topics) {
      const spec = specs.get(name);
      if (!spec || partitions.length === 0) return false;
      if (partitions.length !== spec.partitions)
        throw new DomainError(
          'conflict',
          `Topic ${name} has ${partitions.length} partitions, not ${spec.partitions}; changing the count would break the order of keys.`,
        );
      if (partitions.some(({ leader }) => leader < 0)) return false;
    }
    return topics.length === specs.size;
  }

  private configOf({ name, partitions, retention }: TopicSpec): ITopicConfig {
    const entries =
      retention === 'compacted'
        ? { 'cleanup.policy': 'compact', 'segment.ms': HOUR_MS }
        : { 'retention.ms': retention, 'segment.ms': segmentMs(retention) };
    const replicas = this.replicationFactor;
    const durable = replicas === undefined ? {} : { 'min.insync.replicas': Math.max(1, replicas - 1) };
    return {
      topic: name,
      numPartitions: partitions,
      ...(replicas === undefined ? {} : { replicationFactor: replicas }),
      configEntries: Object.entries({ ...entries, ...durable }).map(([key, value]) => ({
        name: key,
        value: String(value),
      })),
    };
  }
}

function segmentMs(retention: number): number {
  return Math.min(Math.max(Math.floor(retention / SEGMENTS_PER_RETENTION), MIN_SEGMENT_MS), MAX_SEGMENT_MS);
}
