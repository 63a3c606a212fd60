import { DomainError } from '#libs/platform';
import type { Clock, LoggerPort, Random } from '#libs/platform';
import { brokenAddress, kafkaErrorType } from '../kafka-error.js';
import { refreshTopics } from '../kafka-internals.js';
import type { KafkaCluster, ProduceTopic } from '../kafka-internals.js';
import type { PartitionQueue } from './partition-queue.js';
import { meaningOf } from './produce-failure.js';
import type { ProducerIdentity } from './producer-identity.js';

const ACKS_ALL = -1;
/** The broker gives up waiting for its replicas before the connection gives up waiting for the broker. */
const REPLICATION_TIMEOUT_MS = 8_000;
const RECONNECT_MS = 10;
const RETRY_MS = 50;

/** What became of one attempt, as far as it concerns more than its own partitions. */
export type Attempt = 'over' | 'identity-lost';

/** Sends the frozen batches of partitions that one broker leads, in one request. */
export class BatchSender {
  constructor(
    private readonly cluster: KafkaCluster,
    private readonly identity: ProducerIdentity,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly logger: LoggerPort | undefined,
  ) {}

  /** One attempt and, when it failed, the pause and the metadata that the next one needs. Never rejects. */
  async send(leader: number, queues: readonly PartitionQueue[], signal: AbortSignal): Promise<Attempt> {
    try {
      const broker = await this.cluster.findBroker({ nodeId: String(leader) });
      await broker.produce({
        acks: ACKS_ALL,
        timeout: REPLICATION_TIMEOUT_MS,
        producerId: this.identity.id,
        producerEpoch: this.identity.epoch,
        topicData: topicDataOf(queues),
      });
      for (const queue of queues) queue.acknowledge();
      return 'over';
    } catch (error) {
      return this.judge(error, queues, signal);
    }
  }

  private async judge(
    error: unknown,
    queues: readonly PartitionQueue[],
    signal: AbortSignal,
  ): Promise<Attempt> {
    const meaning = meaningOf(error);
    const [only] = queues;
    if (meaning === 'in-doubt' || meaning === 'identity-lost' || !only) {
      await this.recover(error, signal);
      return meaning === 'identity-lost' ? meaning : 'over';
    }
    if (queues.length > 1) {
      // The answer does not tell whose batch was meant; what was stored is recognised when it comes again.
      for (const queue of queues) queue.alone = true;
      return 'over';
    }
    this.settle(meaning, only, error);
    return 'over';
  }

  private settle(
    meaning: 'too-large' | 'refused' | 'stored-before',
    queue: PartitionQueue,
    error: unknown,
  ): void {
    if (meaning === 'stored-before') return queue.acknowledge();
    const cause = { cause: error };
    if (meaning === 'too-large')
      return queue.shrink(
        ({ size }) =>
          new DomainError('too_large', `A record of ${size} bytes is too large for ${queue.topic}.`, cause),
      );
    queue.discard(
      new DomainError(
        'unavailable',
        `Kafka refused a record for ${queue.topic}: ${kafkaErrorType(error)}.`,
        cause,
      ),
    );
  }

  private async recover(error: unknown, signal: AbortSignal): Promise<void> {
    this.logger?.warn(`Kafka did not acknowledge a batch (${kafkaErrorType(error)}); it is sent again.`);
    const address = brokenAddress(error);
    if (address) this.cluster.removeBroker(address);
    await this.clock.sleep(address ? RECONNECT_MS : RETRY_MS * (1 + this.random.next()), signal);
    await refreshTopics(this.cluster).catch(() => undefined);
  }
}

function topicDataOf(queues: readonly PartitionQueue[]): ProduceTopic[] {
  const byTopic = new Map<string, ProduceTopic>();
  for (const { topic, partition, firstSequence, batch } of queues) {
    const data = byTopic.get(topic) ?? { topic, partitions: [] };
    byTopic.set(topic, data);
    data.partitions.push({ partition, firstSequence, messages: batch.map((record) => record.message()) });
  }
  return [...byTopic.values()];
}
