import { DomainError } from '#libs/platform';
import type { Clock, LoggerPort } from '#libs/platform';
import type { BroadcastReader, IncomingRecord } from '../../log-transport.port.js';
import { incomingRecord } from '../incoming-record.js';
import { brokenAddress, kafkaErrorType } from '../kafka-error.js';
import { leaderOf, loadTopic } from '../kafka-internals.js';
import type { FetchResponse, KafkaCluster } from '../kafka-internals.js';
import { retryBriefly } from '../retry-briefly.js';

const MAX_WAIT_MS = 100;
const RETRY_MS = 100;
const MAX_BYTES = 10_485_760;
const MAX_BYTES_PER_PARTITION = 1_048_576;
const READ_COMMITTED = 1;

/**
 * Reads a whole topic without a group, from its beginning and then on, on a connection of its own: fetches wait at the
 * broker, and everything behind them on the same connection would wait as well.
 */
export class KafkaBroadcastReader implements BroadcastReader {
  private readonly positions = new Map<number, number>();
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly cluster: KafkaCluster,
    private readonly topic: string,
    private readonly onRecord: (record: IncomingRecord) => void,
    private readonly clock: Clock,
    private readonly logger?: LoggerPort,
  ) {}

  /** Resolves once everything that was in the topic at the call has been read. */
  async start(): Promise<void> {
    const ends = await retryBriefly(this.clock, () => this.open(), this.stopping.signal);
    const isBehind = (): boolean =>
      [...ends].some(([partition, end]) => (this.positions.get(partition) ?? 0) < end);
    const caughtUp = new Promise<void>((resolve) => {
      this.running = this.readOn(() => {
        if (!isBehind()) resolve();
      });
    });
    await Promise.race([caughtUp, this.running]);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.cluster.disconnect().catch(() => undefined);
  }

  /** Sets the positions to the beginning; returns where the topic ends. */
  private async open(): Promise<Map<number, number>> {
    await this.cluster.connect();
    await loadTopic(this.cluster, this.topic);
    const ends = await this.offsets('end');
    const beginnings = await this.offsets('beginning');
    for (const [partition, offset] of beginnings) this.positions.set(partition, offset);
    return ends;
  }

  private async readOn(onProgress: () => void): Promise<void> {
    onProgress();
    while (!this.stopping.signal.aborted) {
      try {
        await this.fetchAll();
        onProgress();
      } catch (error) {
        await this.recover(error);
      }
    }
  }

  /** One fetch from every leader; what each answers is handed on as it comes. */
  private async fetchAll(): Promise<void> {
    const byLeader = new Map<number, number[]>();
    for (const partition of this.positions.keys()) {
      const leader = leaderOf(this.cluster, this.topic, partition);
      if (leader === undefined) throw new DomainError('unavailable', `${this.topic} has no leader.`);
      byLeader.set(leader, [...(byLeader.get(leader) ?? []), partition]);
    }
    const fetches = [...byLeader].map(async ([leader, partitions]) => {
      const broker = await this.cluster.findBroker({ nodeId: String(leader) });
      const answer = await broker.fetch({
        maxWaitTime: MAX_WAIT_MS,
        minBytes: 1,
        maxBytes: MAX_BYTES,
        isolationLevel: READ_COMMITTED,
        topics: [{ topic: this.topic, partitions: partitions.map((partition) => this.request(partition)) }],
      });
      this.handOn(answer);
    });
    const failed = (await Promise.allSettled(fetches)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  private request(partition: number): { partition: number; fetchOffset: string; maxBytes: number } {
    const fetchOffset = String(this.positions.get(partition) ?? 0);
    return { partition, fetchOffset, maxBytes: MAX_BYTES_PER_PARTITION };
  }

  private handOn({ responses }: FetchResponse): void {
    for (const { partitions } of responses)
      for (const { partition, messages } of partitions) {
        if (this.stopping.signal.aborted) return;
        const position = this.positions.get(partition) ?? 0;
        // A batch may begin below what was asked for, and compaction may have left nothing above.
        const fresh = messages.filter(({ offset }) => Number(offset) >= position);
        const last = fresh.at(-1);
        if (last) this.positions.set(partition, Number(last.offset) + 1);
        else if (messages.length > 0) this.positions.set(partition, position + 1);
        for (const message of fresh)
          if (!message.isControlRecord) this.onRecord(incomingRecord(this.topic, partition, message));
      }
  }

  private async recover(error: unknown): Promise<void> {
    this.logger?.warn(`Reading ${this.topic} was interrupted (${kafkaErrorType(error)}); it goes on.`);
    const address = brokenAddress(error);
    if (address) this.cluster.removeBroker(address);
    await this.clock.sleep(RETRY_MS, this.stopping.signal);
    await this.cluster.refreshMetadata().catch(() => undefined);
    if (kafkaErrorType(error) === 'OFFSET_OUT_OF_RANGE') await this.skipWhatIsGone().catch(() => undefined);
  }

  /** Retention was faster than this reader. */
  private async skipWhatIsGone(): Promise<void> {
    const ends = await this.offsets('end');
    for (const [partition, beginning] of await this.offsets('beginning')) {
      const position = this.positions.get(partition) ?? 0;
      const end = ends.get(partition) ?? beginning;
      if (position < beginning || position > end) this.positions.set(partition, beginning);
    }
  }

  private async offsets(which: 'beginning' | 'end'): Promise<Map<number, number>> {
    const partitions = this.cluster
      .findTopicPartitionMetadata(this.topic)
      .map(({ partitionId }) => ({ partition: partitionId }));
    const [found] = await this.cluster.fetchTopicsOffset([
      { topic: this.topic, partitions, fromBeginning: which === 'beginning' },
    ]);
    if (!found || found.partitions.length < partitions.length)
      throw new DomainError('unavailable', `Some partitions of ${this.topic} have no leader.`);
    return new Map(found.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  }
}
