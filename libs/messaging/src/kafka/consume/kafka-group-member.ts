import type { Consumer, ConsumerCrashEvent, EachBatchPayload, Kafka } from 'kafkajs';
import { DomainError } from '#libs/platform';
import type { Clock, LoggerPort } from '#libs/platform';
import type {
  CommittedOffset,
  GroupListener,
  GroupMember,
  GroupOptions,
  TopicPartition,
} from '../../log-transport.port.js';
import { partitionKey } from '../../partitions/partition-key.js';
import { incomingRecord } from '../incoming-record.js';
import { isUnknownTopic, kafkaErrorType } from '../kafka-error.js';
import { asCluster } from '../kafka-internals.js';
import type { KafkaCluster } from '../kafka-internals.js';
import { retryBriefly } from '../retry-briefly.js';
import { CommitQueue } from './commit-queue.js';
import { CoordinatorTap } from './coordinator-tap.js';
import type { SyncedAssignment } from './coordinator-tap.js';
import { GroupOffsets } from './group-offsets.js';
import { PartitionCursor } from './partition-cursor.js';
import { createStickyAssigner } from './sticky-assigner.js';

const SESSION_TIMEOUT_MS = 10_000;
/** The length of every rebalance: members learn of it by their next heartbeat. */
const HEARTBEAT_MS = 250;
/** How late a resumed partition is read again, and a rebalance noticed while nothing comes. */
const MAX_WAIT_MS = 100;
const LEAVE_TIMEOUT_MS = 5_000;
/** With kafkajs's default of 5 a consumer dies, silently, in a broker's outage. */
const RETRY = { initialRetryTime: 50, maxRetryTime: 500, retries: 1_000 };

interface PreparedAssignment {
  readonly synced: SyncedAssignment;
  readonly kept: ReadonlySet<string>;
  readonly starts: readonly CommittedOffset[];
}

/** A member of a consumer group on kafkajs's consumer, with positions and commits of our own. */
export class KafkaGroupMember implements GroupMember {
  private readonly consumer: Consumer;
  private readonly listener: GroupListener;
  private readonly cursors = new Map<string, PartitionCursor>();
  private readonly commits: CommitQueue;
  private membership = { memberId: '', generation: -1 };
  private prepared?: PreparedAssignment;
  private cluster!: KafkaCluster;
  private left = false;
  private onFirstAssignment?: { resolve(): void; reject(error: Error): void };

  constructor(
    kafka: Kafka,
    private readonly options: GroupOptions,
    private readonly clock: Clock,
    private readonly logger?: LoggerPort,
  ) {
    this.listener = options.listener;
    this.consumer = kafka.consumer({
      groupId: options.group,
      sessionTimeout: SESSION_TIMEOUT_MS,
      rebalanceTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: MAX_WAIT_MS,
      allowAutoTopicCreation: false,
      retry: RETRY,
      partitionAssigners: [
        ({ cluster }) => {
          this.cluster = asCluster(cluster);
          return createStickyAssigner(this.cluster, () => ({ ...this.membership, owned: this.owned() }));
        },
      ],
    });
    const tap = new CoordinatorTap(this.cluster, (synced) => this.prepare(synced));
    this.commits = new CommitQueue(options.group, () => tap.findCoordinator(options.group), clock, logger);
  }

  /** Joins and resolves with the first assignment. */
  async join(): Promise<void> {
    this.consumer.on(this.consumer.events.GROUP_JOIN, () => this.takeAssignment());
    this.consumer.on(this.consumer.events.CRASH, (event) => this.onCrash(event));
    const assigned = new Promise<void>((resolve, reject) => {
      this.onFirstAssignment = { resolve, reject };
    });
    assigned.catch(() => undefined);
    try {
      await retryBriefly(this.clock, () => this.subscribe());
      await this.consumer.run({ autoCommit: false, eachBatch: async (payload) => this.deliver(payload) });
      await assigned;
    } catch (error) {
      await this.leave();
      throw joinError(this.options, error);
    }
  }

  pause(partitions: readonly TopicPartition[]): void {
    this.whileRunning(() => this.consumer.pause(this.held(partitions)));
  }

  resume(partitions: readonly TopicPartition[]): void {
    this.whileRunning(() => this.consumer.resume(this.held(partitions)));
  }

  commit(offsets: readonly CommittedOffset[]): Promise<void> {
    return this.commits.add(offsets.filter((offset) => this.cursors.has(partitionKey(offset))));
  }

  async leave(): Promise<void> {
    this.left = true;
    this.commits.close();
    const done = new AbortController();
    const disconnected = this.consumer
      .disconnect()
      .catch((error: unknown) => {
        this.logger?.warn(`Leaving ${this.options.group} failed (${kafkaErrorType(error)}).`);
      })
      .finally(() => done.abort());
    await Promise.race([disconnected, this.clock.sleep(LEAVE_TIMEOUT_MS, done.signal)]);
  }

  private async subscribe(): Promise<void> {
    await this.consumer.connect();
    for (const { name, from } of this.options.topics)
      await this.consumer.subscribe({ topics: [name], fromBeginning: from === 'beginning' });
  }

  private owned(): TopicPartition[] {
    return [...this.cursors.values()].map(({ partition }) => partition);
  }

  private held(partitions: readonly TopicPartition[]): { topic: string; partitions: number[] }[] {
    return partitions
      .filter((partition) => this.cursors.has(partitionKey(partition)))
      .map(({ topic, partition }) => ({ topic, partitions: [partition] }));
  }

  /** Looks up where the group stands in what is new, before kafkajs fetches for the first time. */
  private async prepare(synced: SyncedAssignment): Promise<void> {
    const isSameMember = synced.memberId === this.membership.memberId;
    const kept = new Set(
      synced.partitions
        .map(partitionKey)
        .filter((key) => isSameMember && synced.kept.has(key) && this.cursors.has(key)),
    );
    const offsets = new GroupOffsets(
      this.cluster,
      this.options.group,
      new Map(this.options.topics.map(({ name, from }) => [name, from])),
      this.clock,
    );
    const added = synced.partitions.filter((partition) => !kept.has(partitionKey(partition)));
    this.prepared = { synced, kept, starts: await offsets.positionsOf(added, synced) };
  }

  /** Runs inside kafkajs's join, before it fetches: positions set here hold from the first fetch on. */
  private takeAssignment(): void {
    if (this.left || !this.prepared) return;
    const { synced, kept, starts } = this.prepared;
    this.lose(this.owned().filter((partition) => !kept.has(partitionKey(partition))));
    this.membership = { memberId: synced.memberId, generation: synced.generation };
    for (const start of starts) {
      const { topic, partition, offset } = start;
      this.cursors.set(partitionKey(start), new PartitionCursor({ topic, partition }, offset));
    }
    for (const cursor of this.cursors.values()) this.seek(cursor);
    this.consumer.resume(this.held(starts));
    this.commits.joined(synced);
    const committed = new Map(starts.map((start) => [partitionKey(start), start]));
    this.tell(() =>
      this.listener.onAssigned(
        this.owned().map((partition) => {
          const start = committed.get(partitionKey(partition));
          return start ? { ...partition, committed: start } : partition;
        }),
      ),
    );
    this.onFirstAssignment?.resolve();
  }

  /** Hands records on and returns at once: kafkajs fetches and heartbeats only in between. */
  private deliver({ batch }: EachBatchPayload): void {
    const cursor = this.cursors.get(partitionKey(batch));
    if (this.left || !cursor) return;
    if (cursor.judge(Number(Reflect.get(batch, 'fetchedOffset'))) === 'seek') return this.seek(cursor);
    const from = cursor.position;
    const records = batch.messages
      .filter(({ offset }) => Number(offset) >= from)
      .map((message) => incomingRecord(batch.topic, batch.partition, message));
    cursor.position = Math.max(from, Number(batch.lastOffset()) + 1);
    if (records.length > 0) this.tell(() => this.listener.onRecords(cursor.partition, records));
  }

  private seek({ partition: { topic, partition }, position }: PartitionCursor): void {
    this.consumer.seek({ topic, partition, offset: String(position) });
  }

  private lose(partitions: readonly TopicPartition[]): void {
    if (partitions.length === 0) return;
    const keys = partitions.map(partitionKey);
    for (const key of keys) this.cursors.delete(key);
    this.commits.drop(keys);
    if (!this.left) this.tell(() => this.listener.onLost(partitions));
  }

  /** kafkajs has left the group: others hold what was ours, even if it joins again by itself. */
  private onCrash({ payload: { error, restart } }: ConsumerCrashEvent): void {
    if (this.left) return;
    this.lose(this.owned());
    this.membership = { memberId: '', generation: -1 };
    if (restart) return;
    this.onFirstAssignment?.reject(error);
    this.listener.onFatal(error);
  }

  /** Between a crash and kafkajs's restart there is nothing to pause, and nothing is held either. */
  private whileRunning(action: () => void): void {
    if (this.cursors.size > 0 && !this.left) action();
  }

  private tell(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.listener.onFatal(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

function joinError({ group, topics }: GroupOptions, error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const cause = { cause: error };
  return isUnknownTopic(error)
    ? new DomainError(
        'not_found',
        `A topic of ${topics.map(({ name }) => name).join(', ')} does not exist.`,
        cause,
      )
    : new DomainError(
        'unavailable',
        `The group ${group} could not be joined (${kafkaErrorType(error)}).`,
        cause,
      );
}
