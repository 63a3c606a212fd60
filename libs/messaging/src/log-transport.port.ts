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
   * The member's partitions after a rebalance, whole; told after every rebalance, also when nothing changed for it,
   * and after `onLost`. A partition without `committed` is kept: it goes on from where the member reads. A new one has
   * `committed`: where the group stands, or, for a group that never committed, where it begins. Its first record may
   * lie higher (what was between is gone).
   * A partition that the member was told before and is told again with `committed` was lost in between: its earlier
   * work is void (`onLost` names it first).
   */
  onAssigned(partitions: readonly (TopicPartition & { readonly committed?: CommittedOffset })[]): void;
  /** Partitions it lost: their unfinished work belongs to others now; what is still committed for them is ignored. */
  onLost(partitions: readonly TopicPartition[]): void;
  /** Records of one partition, in order, each handed over once per assignment. Must not throw (what it throws is fatal). */
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
  /**
   * Stops delivery of these partitions until `resume`; lasts across rebalances while they are kept, a new one starts
   * unpaused. Records already on their way may still arrive.
   */
  pause(partitions: readonly TopicPartition[]): void;
  resume(partitions: readonly TopicPartition[]): void;
  /**
   * Commits offsets of partitions owned now; others are ignored. Repeats what a rebalance or an outage interrupted and
   * then resolves when it is stored, replaced by a later commit, or void because the partition was lost. Rejects only
   * after `leave()`.
   */
  commit(offsets: readonly CommittedOffset[]): Promise<void>;
  /** Leaves the group at once; others take over from what is committed, so commit before. No callback comes afterwards. */
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
  /**
   * Creates what is missing and waits until it can be used. Safe to call from many processes at once.
   *
   * @throws DomainError `conflict` when a topic exists with another number of partitions
   */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;

  /**
   * Appends a record to an existing topic; resolves once it is stored for good (`acks=all`). Records of one key sent by one transport
   * keep their order. Nothing acknowledged is lost, doubled or reordered by its own retries.
   *
   * @throws DomainError `too_large` when the record can never be stored (over 1 MB, or what the topic allows);
   *   `not_found` when the topic does not exist; `unavailable` when it could not be stored in time (it may still be)
   *   or too much is waiting to be stored
   */
  append(record: OutgoingRecord): Promise<void>;

  /**
   * Joins a group; resolves when the first assignment was made (`onAssigned` was called). What is appended after that
   * reaches the group, also one that reads from the end.
   *
   * @throws DomainError `not_found` when a topic does not exist; `unavailable` when the log cannot be reached
   */
  joinGroup(options: GroupOptions): Promise<GroupMember>;

  /** Reads every record of a topic from its beginning, for ever; resolves once it has caught up with the end as it was at the call. `onRecord` must not throw. */
  readBroadcast(topic: string, onRecord: (record: IncomingRecord) => void): Promise<BroadcastReader>;

  /** Flushes, leaves and disconnects. */
  close(): Promise<void>;
}
