import { AssignerProtocol } from 'kafkajs';
import type { Assigner, Assignment } from 'kafkajs';
import type { TopicPartition } from '../../log-transport.port.js';
import { partitionKey } from '../../partitions/partition-key.js';
import { assignSticky, latestOwners } from '../../partitions/sticky-assignment.js';
import type { AssignmentMember } from '../../partitions/sticky-assignment.js';
import type { KafkaCluster } from '../kafka-internals.js';
import { decodeClaim, encodeClaim } from './member-claim.js';
import type { MemberClaim } from './member-claim.js';

const NAME = 'heddle-sticky';
const VERSION = 1;

/**
 * kafkajs's hook for who reads what, with a memory: members say what they hold, the leader moves as little as it can
 * and tells each member which of its partitions nobody else has held since.
 */
export function createStickyAssigner(cluster: KafkaCluster, claim: () => MemberClaim): Assigner {
  return {
    name: NAME,
    version: VERSION,

    protocol: ({ topics }) => ({
      name: NAME,
      metadata: AssignerProtocol.MemberMetadata.encode({
        version: VERSION,
        topics,
        userData: encodeClaim(claim()),
      }),
    }),

    async assign({ members }) {
      const readers = members.map(({ memberId, memberMetadata }) => readMember(memberId, memberMetadata));
      const counts = await partitionCounts(cluster, new Set(readers.flatMap(({ topics }) => topics)));
      const owners = latestOwners(readers);
      return [...assignSticky(readers, counts)].map(([memberId, partitions]) => {
        const kept = partitions.filter((partition) => owners.get(partitionKey(partition)) === memberId);
        const userData = encodeClaim({ generation: -1, owned: kept });
        const assignment = byTopic(partitions);
        return {
          memberId,
          memberAssignment: AssignerProtocol.MemberAssignment.encode({
            version: VERSION,
            assignment,
            userData,
          }),
        };
      });
    },
  };
}

/** An assignment as its member receives it. */
export function readAssignment(bytes: Buffer): { partitions: TopicPartition[]; kept: Set<string> } {
  const decoded = AssignerProtocol.MemberAssignment.decode(bytes);
  const partitions = Object.entries(decoded?.assignment ?? {}).flatMap(([topic, numbers]) =>
    numbers.map((partition) => ({ topic, partition })),
  );
  const kept = decodeClaim(decoded?.userData ?? Buffer.alloc(0)).owned.map(partitionKey);
  return { partitions, kept: new Set(kept) };
}

function readMember(id: string, metadata: Buffer): AssignmentMember {
  const decoded = AssignerProtocol.MemberMetadata.decode(metadata);
  return { id, topics: decoded?.topics ?? [], ...decodeClaim(decoded?.userData ?? Buffer.alloc(0)) };
}

/** Members of other versions may read topics that this one does not know yet. */
async function partitionCounts(
  cluster: KafkaCluster,
  topics: ReadonlySet<string>,
): Promise<Map<string, number>> {
  await cluster.addMultipleTargetTopics([...topics]).catch(() => undefined);
  const counts = [...topics].map(
    (topic) => [topic, cluster.findTopicPartitionMetadata(topic).length] as const,
  );
  return new Map(counts.filter(([, count]) => count > 0));
}

function byTopic(partitions: readonly TopicPartition[]): Assignment {
  const assignment: Assignment = {};
  for (const { topic, partition } of partitions) (assignment[topic] ??= []).push(partition);
  return assignment;
}
