// oxlint-disable-next-line heddle/engine-ports -- the end of the loop's turn, not a time: see scheduleFlush
import { setImmediate } from 'node:timers';
import { DomainError } from '#libs/platform';
import type { Clock, LoggerPort, Random } from '#libs/platform';
import type { OutgoingRecord } from '../../log-transport.port.js';
import { KeyPartitioner } from '../../partitions/key-partitioner.js';
import { MAX_RECORD_BYTES, recordSize } from '../../partitions/record-size.js';
import { isUnknownTopic } from '../kafka-error.js';
import type { KafkaCluster } from '../kafka-internals.js';
import { leaderOf, loadTopic, refreshTopics } from '../kafka-internals.js';
import { BatchSender } from './batch-sender.js';
import type { PartitionQueue } from './partition-queue.js';
import { PendingRecord } from './pending-record.js';
import { ProducerIdentity } from './producer-identity.js';
import { TopicQueues } from './topic-queues.js';

const MAX_REQUEST_BYTES = 8_000_000;
const DEADLINE_CHECK_MS = 250;
const METADATA_RETRY_MS = 100;
/** A topic that was just made may be unknown to the broker that is asked. */
const UNKNOWN_TOPIC_ATTEMPTS = 10;

/** Bounds of the producer. */
export interface ProducerLimits {
  /** After so long without an acknowledgement an append fails. */
  readonly appendTimeoutMs: number;
  /** More than this waiting to be stored: further appends fail at once. */
  readonly maxWaitingBytes: number;
}

/**
 * Appends records so that a retry can neither lose, double nor reorder them: one batch outstanding per leader, each
 * partition's batch and sequence frozen until acknowledged, also while leaders move. Only when a broker has forgotten
 * our sequences is a batch in doubt sent under a new identity, and may then be stored twice.
 */
export class RecordProducer {
  private readonly topics = new Map<string, TopicQueues>();
  private readonly ready = new Set<PartitionQueue>();
  private readonly leaderless = new Set<string>();
  private readonly busyLeaders = new Set<number>();
  private readonly partitioner = new KeyPartitioner();
  private readonly identity: ProducerIdentity;
  private readonly sender: BatchSender;
  private readonly stopping = new AbortController();
  private waitingBytes = 0;
  private flushScheduled = false;
  private identityLost = false;
  private deadlineCheck = false;
  private closed = false;
  private onIdle?: () => void;

  constructor(
    private readonly cluster: KafkaCluster,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly limits: ProducerLimits,
    private readonly logger?: LoggerPort,
  ) {
    this.identity = new ProducerIdentity(cluster, clock, logger);
    this.sender = new BatchSender(cluster, this.identity, clock, random, logger);
  }

  /** Gets the producer's identity; nothing can be sent before. */
  async start(): Promise<void> {
    await this.identity.renew(this.stopping.signal);
  }

  append(record: OutgoingRecord): Promise<void> {
    const size = recordSize(record);
    const refusal = this.refusalOf(record, size);
    if (refusal) return Promise.reject(refusal);
    return new Promise((resolve, reject) => {
      const now = this.clock.now();
      const left = (): void => this.release(size);
      const listener = { left, stored: resolve, failed: reject };
      this.waitingBytes += size;
      this.enqueue(new PendingRecord(record, size, now, now + this.limits.appendTimeoutMs, listener));
      this.watchDeadlines();
    });
  }

  /** Takes no more records and resolves when every one is stored or failed. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.waitingBytes > 0) {
      const idle = new Promise<void>((resolve) => (this.onIdle = resolve));
      const latest = this.limits.appendTimeoutMs + DEADLINE_CHECK_MS;
      await Promise.race([idle, this.clock.sleep(latest, this.stopping.signal)]);
    }
    this.stopping.abort();
  }

  private refusalOf(record: OutgoingRecord, size: number): DomainError | undefined {
    if (this.closed) return new DomainError('unavailable', 'The log is closed.');
    if (size > MAX_RECORD_BYTES)
      return new DomainError(
        'too_large',
        `A record for ${record.topic} is larger than ${MAX_RECORD_BYTES} bytes.`,
      );
    if (this.waitingBytes + size > this.limits.maxWaitingBytes)
      return new DomainError('unavailable', 'Too many records wait for Kafka to store them.');
    return undefined;
  }

  private enqueue(record: PendingRecord): void {
    const { topic } = record.record;
    let queues = this.topics.get(topic);
    if (!queues) {
      queues = new TopicQueues(topic, this.partitioner, Math.floor(this.random.next() * 0xffff));
      this.topics.set(topic, queues);
      void this.learnPartitions(queues);
    }
    const queue = queues.add(record);
    if (queue) this.ready.add(queue);
    this.scheduleFlush();
  }

  private async learnPartitions(queues: TopicQueues): Promise<void> {
    let unknown = 0;
    while (!this.stopping.signal.aborted) {
      try {
        const count = await loadTopic(this.cluster, queues.topic);
        if (count > 0) return this.place(queues, count);
      } catch (error) {
        if (isUnknownTopic(error)) unknown++;
      }
      if (unknown >= UNKNOWN_TOPIC_ATTEMPTS) {
        this.topics.delete(queues.topic);
        queues.failUnplaced(new DomainError('not_found', `There is no topic ${queues.topic} in Kafka.`));
        return;
      }
      await this.clock.sleep(METADATA_RETRY_MS, this.stopping.signal);
    }
  }

  private place(queues: TopicQueues, partitions: number): void {
    queues.setPartitions(partitions);
    for (const queue of queues.partitions) if (!queue.isEmpty) this.ready.add(queue);
    this.scheduleFlush();
  }

  /** On the next turn of the event loop, so that all that one turn appends travels together. */
  private scheduleFlush(): void {
    if (this.flushScheduled) return;
    this.flushScheduled = true;
    setImmediate(() => {
      this.flushScheduled = false;
      this.flush();
    });
  }

  private flush(): void {
    if (this.identityLost || this.stopping.signal.aborted) return;
    const byLeader = new Map<number, PartitionQueue[]>();
    for (const queue of this.ready) {
      if (queue.inFlight) continue;
      const leader = leaderOf(this.cluster, queue.topic, queue.partition);
      if (leader === undefined) this.searchLeader(queue.topic);
      else if (!this.busyLeaders.has(leader)) byLeader.set(leader, [...(byLeader.get(leader) ?? []), queue]);
    }
    for (const [leader, queues] of byLeader) void this.sendTo(leader, requestOf(queues));
  }

  private async sendTo(leader: number, queues: readonly PartitionQueue[]): Promise<void> {
    this.busyLeaders.add(leader);
    for (const queue of queues) queue.inFlight = true;
    const attempt = await this.sender.send(leader, queues, this.stopping.signal);
    this.busyLeaders.delete(leader);
    for (const queue of queues) {
      queue.inFlight = false;
      if (queue.isEmpty) this.ready.delete(queue);
    }
    this.identityLost ||= attempt === 'identity-lost';
    if (this.identityLost && this.busyLeaders.size === 0) await this.renewIdentity();
    this.flush();
  }

  private async renewIdentity(): Promise<void> {
    this.logger?.error('Kafka lost the sequence of our records: batches in doubt may be stored twice.');
    await this.identity.renew(this.stopping.signal);
    for (const topic of this.topics.values()) for (const queue of topic.partitions) queue.restartSequence();
    this.identityLost = false;
  }

  private searchLeader(topic: string): void {
    this.leaderless.add(topic);
    if (this.leaderless.size > 1) return;
    void this.clock.sleep(METADATA_RETRY_MS, this.stopping.signal).then(async () => {
      await refreshTopics(this.cluster).catch(() => undefined);
      // A topic that was deleted and made again is no longer among those that are refreshed.
      for (const one of this.leaderless) await loadTopic(this.cluster, one).catch(() => undefined);
      this.leaderless.clear();
      if (!this.stopping.signal.aborted) this.scheduleFlush();
    });
  }

  private watchDeadlines(): void {
    if (this.deadlineCheck) return;
    this.deadlineCheck = true;
    this.clock.after(DEADLINE_CHECK_MS, () => {
      this.deadlineCheck = false;
      const now = this.clock.now();
      const late = (): Error => new DomainError('unavailable', 'Kafka did not store the record in time.');
      for (const topic of this.topics.values()) topic.expire(now, late);
      for (const queue of this.ready) if (queue.isEmpty && !queue.inFlight) this.ready.delete(queue);
      if (this.waitingBytes > 0 && !this.stopping.signal.aborted) this.watchDeadlines();
    });
  }

  private release(bytes: number): void {
    this.waitingBytes -= bytes;
    if (this.waitingBytes === 0) this.onIdle?.();
  }
}

/** Freezes the batches of one request: as many as fit, or one that must travel alone. */
function requestOf(queues: readonly PartitionQueue[]): PartitionQueue[] {
  const lonely = queues.find(({ alone }) => alone);
  if (lonely) {
    lonely.freeze();
    return [lonely];
  }
  const request: PartitionQueue[] = [];
  let bytes = 0;
  for (const queue of queues) {
    bytes += queue.freeze();
    request.push(queue);
    if (bytes > MAX_REQUEST_BYTES) break;
  }
  return request;
}
