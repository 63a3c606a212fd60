import type { Clock, LoggerPort } from '#libs/platform';
import { kafkaErrorType } from '../kafka-error.js';
import { refreshTopics } from '../kafka-internals.js';
import type { KafkaCluster } from '../kafka-internals.js';

const RETRY_MS = 100;
const TRANSACTION_TIMEOUT_MS = 30_000;

/** The id under which brokers recognise resent batches. */
export class ProducerIdentity {
  id = '-1';
  epoch = 0;

  constructor(
    private readonly cluster: KafkaCluster,
    private readonly clock: Clock,
    private readonly logger: LoggerPort | undefined,
  ) {}

  /** Gets a new one, however long that takes. */
  async renew(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const controller = await this.cluster.findControllerBroker();
        const granted = await controller.initProducerId({ transactionTimeout: TRANSACTION_TIMEOUT_MS });
        this.id = granted.producerId;
        this.epoch = granted.producerEpoch;
        return;
      } catch (error) {
        this.logger?.warn(`Kafka gave no producer id yet (${kafkaErrorType(error)}).`);
        await this.clock.sleep(RETRY_MS, signal);
        await refreshTopics(this.cluster).catch(() => undefined);
      }
    }
  }
}
