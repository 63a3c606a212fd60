import type { Clock } from '#libs/platform';
import type { CommittedOffset, TopicPartition } from '../../log-transport.port.js';
import { kafkaErrorType } from '../kafka-error.js';
import type { KafkaCluster, OffsetsOfTopic } from '../kafka-internals.js';
import type { SyncedAssignment } from './coordinator-tap.js';

const ATTEMPTS = 20;
const RETRY_MS = 100;

/** Errors after which only joining again helps. */
const MEMBERSHIP_ERRORS: ReadonlySet<string> = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'NOT_COORDINATOR_FOR_GROUP',
  'FENCED_INSTANCE_ID',
]);

export function isMembershipError(error: unknown): boolean {
  return MEMBERSHIP_ERRORS.has(kafkaErrorType(error));
}

/** Partitions and what belongs to them, in the protocol's nesting. */
export function groupByTopic(
  partitions: readonly { topic: string; partition: number; offset?: number; metadata?: string }[],
): OffsetsOfTopic[] {
  const topics = new Map<string, OffsetsOfTopic>();
  for (const { topic, partition, offset, metadata } of partitions) {
    const entry = topics.get(topic) ?? { topic, partitions: [] };
    topics.set(topic, entry);
    entry.partitions.push(
      offset === undefined ? { partition } : { partition, offset: String(offset), metadata },
    );
  }
  return [...topics.values()];
}

/** Where a group stands, with the metadata of its commits, which kafkajs's own reading drops. */
export class GroupOffsets {
  constructor(
    private readonly cluster: KafkaCluster,
    private readonly groupId: string,
    private readonly beginnings: ReadonlyMap<string, 'beginning' | 'end'>,
    private readonly clock: Clock,
  ) {}

  /**
   * The group's position in partitions that a member has just been given. Where there is none, the beginning or the
   * end as of now is committed, so that whoever gets the partition next misses nothing.
   *
   * @throws an error that makes kafkajs join again, when the coordinator cannot be asked
   */
  async positionsOf(
    partitions: readonly TopicPartition[],
    assignment: SyncedAssignment,
  ): Promise<CommittedOffset[]> {
    if (partitions.length === 0) return [];
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.readPositions(partitions, assignment);
      } catch (error) {
        if (attempt === ATTEMPTS || isMembershipError(error))
          throw Object.assign(new Error('The positions of the group could not be read.', { cause: error }), {
            type: 'REBALANCE_IN_PROGRESS',
          });
        await this.clock.sleep(RETRY_MS);
        await this.cluster.refreshMetadata().catch(() => undefined);
      }
    }
  }

  private async readPositions(
    partitions: readonly TopicPartition[],
    { coordinator, memberId, generation }: SyncedAssignment,
  ): Promise<CommittedOffset[]> {
    const request = { groupId: this.groupId, topics: groupByTopic(partitions) };
    const { responses } = await coordinator.offsetFetch(request);
    const positions: CommittedOffset[] = [];
    const unknown: TopicPartition[] = [];
    for (const { topic, partitions: answers } of responses)
      for (const { partition, offset, metadata } of answers)
        if (Number(offset) >= 0)
          positions.push({ topic, partition, offset: Number(offset), metadata: metadata || undefined });
        else unknown.push({ topic, partition });
    if (unknown.length === 0) return positions;

    const initial = await this.initialPositions(unknown);
    await coordinator.offsetCommit({
      groupId: this.groupId,
      memberId,
      groupGenerationId: generation,
      topics: groupByTopic(initial),
    });
    return [...positions, ...initial];
  }

  private async initialPositions(partitions: readonly TopicPartition[]): Promise<CommittedOffset[]> {
    const found = await this.cluster.fetchTopicsOffset(
      groupByTopic(partitions).map(({ topic, partitions: numbers }) => ({
        topic,
        partitions: numbers.map(({ partition }) => ({ partition })),
        fromBeginning: this.beginnings.get(topic) === 'beginning',
      })),
    );
    const positions = found.flatMap(({ topic, partitions: numbers }) =>
      numbers.map(({ partition, offset }) => ({ topic, partition, offset: Number(offset) })),
    );
    if (positions.length < partitions.length) throw new Error('Some partitions have no leader yet.');
    return positions;
  }
}
