import type { TopicPartition } from '../../log-transport.port.js';
import type { KafkaBroker, KafkaCluster } from '../kafka-internals.js';
import { readAssignment } from './sticky-assigner.js';

/** An assignment that the coordinator has just handed out, before kafkajs acts on it. */
export interface SyncedAssignment {
  readonly memberId: string;
  readonly generation: number;
  readonly coordinator: KafkaBroker;
  readonly partitions: readonly TopicPartition[];
  /** Keys of the partitions that, by the leader's knowledge, nobody else has held since this member did. */
  readonly kept: ReadonlySet<string>;
}

/**
 * Listens in on a consumer's talk with its group's coordinator. kafkajs tells neither the generation, without which a
 * commit cannot be refused when it comes too late, nor lets us look up offsets between an assignment and the first
 * fetch.
 */
export class CoordinatorTap {
  private readonly findUntapped: KafkaCluster['findGroupCoordinator'];

  /** @param onSynced is awaited before kafkajs goes on; a rejection makes it join again when it looks like a rebalance */
  constructor(
    cluster: KafkaCluster,
    private readonly onSynced: (assignment: SyncedAssignment) => Promise<void>,
  ) {
    this.findUntapped = cluster.findGroupCoordinator.bind(cluster);
    cluster.findGroupCoordinator = async (group) => this.tap(await this.findUntapped(group));
  }

  findCoordinator(groupId: string): Promise<KafkaBroker> {
    return this.findUntapped({ groupId });
  }

  private tap(coordinator: KafkaBroker): KafkaBroker {
    let membership = { memberId: '', generationId: -1 };
    const joinGroup: KafkaBroker['joinGroup'] = async (request) => {
      membership = await coordinator.joinGroup(request);
      return membership;
    };
    const syncGroup: KafkaBroker['syncGroup'] = async (request) => {
      const response = await coordinator.syncGroup(request);
      const { memberId, generationId: generation } = membership;
      await this.onSynced({
        memberId,
        generation,
        coordinator,
        ...readAssignment(response.memberAssignment),
      });
      return response;
    };
    return Object.create(coordinator, {
      joinGroup: { value: joinGroup },
      syncGroup: { value: syncGroup },
    }) as KafkaBroker;
  }
}
