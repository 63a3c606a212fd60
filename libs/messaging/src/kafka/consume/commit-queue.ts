import { DomainError } from '#libs/platform';
import type { Clock, LoggerPort } from '#libs/platform';
import type { CommittedOffset } from '../../log-transport.port.js';
import { partitionKey } from '../../partitions/partition-key.js';
import { kafkaErrorType } from '../kafka-error.js';
import type { KafkaBroker } from '../kafka-internals.js';
import { groupByTopic, isMembershipError } from './group-offsets.js';

const RETRY_MS = 100;

interface PendingCommit {
  readonly offset: CommittedOffset;
  readonly waiting: { resolve(): void; reject(error: Error): void }[];
}

/** Who commits: brokers refuse a commit under another generation than the current one. */
export interface Membership {
  readonly memberId: string;
  readonly generation: number;
  readonly coordinator: KafkaBroker;
}

/**
 * The commits of one member, one request at a time, the newest of each partition. What a rebalance or an outage
 * interrupts is sent again under the next membership, if the partition is still held.
 */
export class CommitQueue {
  private readonly pending = new Map<string, PendingCommit>();
  private membership?: Membership;
  private coordinator?: KafkaBroker;
  private sending = false;
  private closed = false;

  constructor(
    private readonly groupId: string,
    private readonly findCoordinator: () => Promise<KafkaBroker>,
    private readonly clock: Clock,
    private readonly logger?: LoggerPort,
  ) {}

  /** Commits from now on under a new membership. */
  joined(membership: Membership): void {
    this.membership = membership;
    this.coordinator = membership.coordinator;
    void this.sendAll();
  }

  /** Drops commits of partitions that others hold now. */
  drop(partitions: Iterable<string>): void {
    for (const key of partitions) {
      for (const waiting of this.pending.get(key)?.waiting ?? []) waiting.resolve();
      this.pending.delete(key);
    }
  }

  async add(offsets: readonly CommittedOffset[]): Promise<void> {
    if (this.closed) throw leftGroup();
    const stored = offsets.map(
      (offset) =>
        new Promise<void>((resolve, reject) => {
          const key = partitionKey(offset);
          const earlier = this.pending.get(key)?.waiting ?? [];
          this.pending.set(key, { offset, waiting: [...earlier, { resolve, reject }] });
        }),
    );
    void this.sendAll();
    await Promise.all(stored);
  }

  close(): void {
    this.closed = true;
    for (const { waiting } of this.pending.values()) for (const { reject } of waiting) reject(leftGroup());
    this.pending.clear();
  }

  private async sendAll(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    while (!this.closed && this.membership && this.pending.size > 0) {
      const sent = [...this.pending];
      const membership = this.membership;
      try {
        await this.send(membership, sent);
        this.settle(sent);
      } catch (error) {
        await this.recover(error, membership, sent);
      }
    }
    this.sending = false;
  }

  private async send(membership: Membership, sent: [string, PendingCommit][]): Promise<void> {
    if (!this.coordinator?.isConnected()) this.coordinator = await this.findCoordinator();
    await this.coordinator.offsetCommit({
      groupId: this.groupId,
      memberId: membership.memberId,
      groupGenerationId: membership.generation,
      topics: groupByTopic(sent.map(([, { offset }]) => offset)),
    });
  }

  private settle(sent: readonly [string, PendingCommit][]): void {
    for (const [key, commit] of sent) {
      if (this.pending.get(key) !== commit) continue;
      this.pending.delete(key);
      for (const { resolve } of commit.waiting) resolve();
    }
  }

  private async recover(
    error: unknown,
    membership: Membership,
    sent: readonly [string, PendingCommit][],
  ): Promise<void> {
    const type = kafkaErrorType(error);
    this.logger?.debug(`A commit of ${this.groupId} waits (${type}).`);
    this.coordinator = undefined;
    if (type === 'OFFSET_METADATA_TOO_LARGE' || type === 'INVALID_COMMIT_OFFSET_SIZE')
      return this.stripMetadata(sent);
    if (isMembershipError(error) && type !== 'NOT_COORDINATOR_FOR_GROUP') {
      if (this.membership === membership) this.membership = undefined;
      return;
    }
    await this.clock.sleep(RETRY_MS);
  }

  /** The offset matters more than what travels with it. */
  private stripMetadata(sent: readonly [string, PendingCommit][]): void {
    this.logger?.warn(`The metadata of a commit of ${this.groupId} is too large; committed without it.`);
    for (const [key, { offset, waiting }] of sent)
      if (this.pending.get(key)?.offset === offset)
        this.pending.set(key, { offset: { ...offset, metadata: undefined }, waiting });
  }
}

function leftGroup(): DomainError {
  return new DomainError('unavailable', 'The member has left its group.');
}
