/** A record to append. The transport never changes its partition on a retry. */
export interface OutgoingRecord {
  readonly topic: string;
  /** Chooses the partition (murmur2, as Kafka's own clients do). Without a key the partition is given or spread. */
  readonly key?: string;
  readonly partition?: number;
  readonly value: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A record as read. */
export interface IncomingRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch, when it was appended. */
  readonly timestamp: number;
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** Everything below `offset` is done. `metadata` travels with the commit and comes back at the next assignment. */
export interface CommittedOffset extends TopicPartition {
  readonly offset: number;
  readonly metadata?: string;
}

/** What a group member is told. Callbacks are synchronous and must not block: work is done elsewhere. */
export interface GroupListener {
  /**
   * The member's partitions after a rebalance, whole. Partitions it held before and holds still go on from where it
   * reads; for new ones `committed` says where the group stands.
   */
  onAssigned(partitions: readonly (TopicPartition & { readonly committed?: CommittedOffset })[]): void;
  /** Partitions it lost: their unfinished work belongs to others now and must not be committed. */
  onLost(partitions: readonly TopicPartition[]): void;
  /** Records of one partition, in order, each handed over once per assignment. */
  onRecords(partition: TopicPartition, records: readonly IncomingRecord[]): void;
  /** The member cannot go on (after the transport's own retries); the process should end. */
  onFatal(error: Error): void;
}

export interface GroupOptions {
  readonly group: string;
  readonly topics: readonly { readonly name: string; readonly from: 'beginning' | 'end' }[];
  readonly listener: GroupListener;
}

/** A member of a consumer group. */
export interface GroupMember {
  /** Stops delivery of these partitions. Records already on their way may still arrive. */
  pause(partitions: readonly TopicPartition[]): void;
  resume(partitions: readonly TopicPartition[]): void;
  /** Commits offsets of partitions owned now; others are ignored. Repeats what a rebalance interrupted. */
  commit(offsets: readonly CommittedOffset[]): Promise<void>;
  /** Leaves the group at once; others take over. Commit before. */
  leave(): Promise<void>;
}

/** A reader of a whole topic, without a group. */
export interface BroadcastReader {
  stop(): Promise<void>;
}

/** How a topic is made. */
export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly retention: 'compacted' | number;
}

/**
 * A partitioned, replayable log. Two implementations, in-process and Kafka, pass one contract suite.
 * Nothing above this port knows which one is in use.
 */
export interface LogTransport {
  /** Creates what is missing and waits until it can be used. Safe to call from many processes at once. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;

  /**
   * Appends a record; resolves once it is stored for good (`acks=all`). Records of one key sent by one transport
   * keep their order. Nothing acknowledged is lost, doubled or reordered by its own retries.
   *
   * @throws DomainError `too_large` when the record can never be stored; `unavailable` when it could not be stored
   *   in time (it may still be)
   */
  append(record: OutgoingRecord): Promise<void>;

  /** Joins a group; resolves when the first assignment was made. */
  joinGroup(options: GroupOptions): Promise<GroupMember>;

  /** Reads every record of a topic from its beginning, for ever; resolves once it has caught up with the end as it was at the call. */
  readBroadcast(topic: string, onRecord: (record: IncomingRecord) => void): Promise<BroadcastReader>;

  /** Flushes, leaves and disconnects. */
  close(): Promise<void>;
}
