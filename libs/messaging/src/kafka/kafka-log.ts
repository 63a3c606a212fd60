import type { ISocketFactory, Kafka } from 'kafkajs';
import { DomainError } from '#libs/platform';
import type { Clock, LoggerPort, Random } from '#libs/platform';
import type {
  BroadcastReader,
  GroupMember,
  GroupOptions,
  IncomingRecord,
  LogTransport,
  OutgoingRecord,
  TopicSpec,
} from '../log-transport.port.js';
import { KafkaBroadcastReader } from './broadcast/kafka-broadcast-reader.js';
import { KafkaGroupMember } from './consume/kafka-group-member.js';
import { patchIdleLoop } from './idle-loop-patch.js';
import { createKafka } from './kafka-client.js';
import { isUnknownTopic, kafkaErrorType } from './kafka-error.js';
import { openCluster } from './kafka-internals.js';
import type { KafkaCluster } from './kafka-internals.js';
import { RecordProducer } from './produce/record-producer.js';
import { TopicMaker } from './topic-maker.js';

/** What a connection to Kafka is made of. */
export interface KafkaLogOptions {
  /** `host:port` of brokers to begin with. */
  readonly brokers: string[];
  readonly clientId: string;
  /** Of the topics that are made; the brokers' own default when not given. */
  readonly replicationFactor?: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger?: LoggerPort;
  /** How long a record may wait to be stored; 30 s when not given. */
  readonly appendTimeoutMs?: number;
  /** How much may wait to be stored, in bytes; 64 MiB when not given. */
  readonly maxWaitingBytes?: number;
  /** How a connection to a broker is opened, where plain TCP or TLS to its address is not what is wanted. */
  readonly openSocket?: ISocketFactory;
}

const DEFAULT_APPEND_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_WAITING_BYTES = 64 * 1024 * 1024;
const CONNECT_ATTEMPTS = 30;
const CONNECT_RETRY_MS = 500;
/** Our own loops retry; kafkajs only bridges what is over in a moment. */
const BRIEF_RETRY = { initialRetryTime: 50, maxRetryTime: 300, retries: 5 };
/** A consumer that gives up leaves its group. */
const PATIENT_RETRY = { initialRetryTime: 50, maxRetryTime: 500, retries: 200 };

/** The log in Kafka, on kafkajs 2.2.4's connections and codecs. */
export class KafkaLog implements LogTransport {
  private readonly members = new Set<GroupMember>();
  private readonly readers = new Set<BroadcastReader>();

  private constructor(
    private readonly options: KafkaLogOptions,
    private readonly kafka: Kafka,
    private readonly cluster: KafkaCluster,
    private readonly producer: RecordProducer,
  ) {}

  /**
   * Connects and gets ready to append.
   *
   * @throws DomainError `unavailable` when no broker answers for some 15 s or longer
   */
  static async connect(options: KafkaLogOptions): Promise<KafkaLog> {
    patchIdleLoop();
    const kafka = createKafka({ ...options, retry: BRIEF_RETRY });
    const cluster = openCluster(kafka);
    await connectPatiently(cluster, options);
    const producer = new RecordProducer(
      cluster,
      options.clock,
      options.random,
      {
        appendTimeoutMs: options.appendTimeoutMs ?? DEFAULT_APPEND_TIMEOUT_MS,
        maxWaitingBytes: options.maxWaitingBytes ?? DEFAULT_MAX_WAITING_BYTES,
      },
      options.logger,
    );
    await producer.start();
    return new KafkaLog(options, kafka, cluster, producer);
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    const { clock, replicationFactor, logger } = this.options;
    await new TopicMaker(this.kafka, clock, replicationFactor, logger).ensure(topics);
  }

  append(record: OutgoingRecord): Promise<void> {
    return this.producer.append(record);
  }

  async joinGroup(options: GroupOptions): Promise<GroupMember> {
    // A client of its own: kafkajs shares the committed offsets of a group among all consumers of one client.
    const kafka = createKafka({ ...this.options, retry: PATIENT_RETRY });
    const member = new KafkaGroupMember(kafka, options, this.options.clock, this.options.logger);
    await member.join();
    this.members.add(member);
    return member;
  }

  async readBroadcast(topic: string, onRecord: (record: IncomingRecord) => void): Promise<BroadcastReader> {
    const { clock, logger } = this.options;
    const cluster = openCluster(createKafka({ ...this.options, retry: BRIEF_RETRY }));
    const reader = new KafkaBroadcastReader(cluster, topic, onRecord, clock, logger);
    try {
      await reader.start();
      this.readers.add(reader);
    } catch (error) {
      await reader.stop();
      const code = isUnknownTopic(error) ? 'not_found' : 'unavailable';
      throw new DomainError(code, `Topic ${topic} could not be read (${kafkaErrorType(error)}).`, {
        cause: error,
      });
    }
    return reader;
  }

  async close(): Promise<void> {
    await Promise.all([...this.members].map((member) => member.leave()));
    await Promise.all([...this.readers].map((reader) => reader.stop()));
    await this.producer.close();
    await this.cluster.disconnect();
  }
}

async function connectPatiently(cluster: KafkaCluster, options: KafkaLogOptions): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await cluster.connect();
      await cluster.refreshMetadata();
      return;
    } catch (error) {
      options.logger?.warn(
        `Kafka at ${options.brokers.join(', ')} does not answer (${kafkaErrorType(error)}).`,
      );
      if (attempt >= CONNECT_ATTEMPTS)
        throw new DomainError(
          'unavailable',
          `Kafka at ${options.brokers.join(', ')} does not answer; check KAFKA_BROKERS.`,
          { cause: error },
        );
      await options.clock.sleep(CONNECT_RETRY_MS);
    }
  }
}
