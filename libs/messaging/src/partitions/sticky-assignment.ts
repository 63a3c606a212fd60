import type { TopicPartition } from '../log-transport.port.js';
import { partitionKey } from './partition-key.js';

/** A member as the assignment sees it. */
export interface AssignmentMember {
  readonly id: string;
  readonly topics: readonly string[];
  /** What it held after the rebalance `generation`, the last one it took part in. */
  readonly owned: readonly TopicPartition[];
  readonly generation: number;
}

/** Topics whose equal partitions go to the same member. */
interface Family {
  readonly topics: readonly string[];
  readonly members: readonly AssignmentMember[];
}

/**
 * Spreads the partitions of every topic evenly over the members that read it and moves as few as it can.
 * `chat.inbound.<app>` and `chat.control.<app>` are spread as one, so that the member that runs a thread's turns
 * also gets its stops. The same input gives the same result.
 *
 * @param partitionCounts partitions of each existing topic; others are left out
 */
export function assignSticky(
  members: readonly AssignmentMember[],
  partitionCounts: ReadonlyMap<string, number>,
): Map<string, TopicPartition[]> {
  const assignment = new Map<string, TopicPartition[]>(members.map(({ id }) => [id, []]));
  const owners = latestOwners(members);
  for (const family of familiesOf(members, partitionCounts)) {
    for (const [id, units] of spreadFamily(family, partitionCounts, owners, assignment)) {
      for (const partition of units)
        for (const topic of family.topics)
          if (partition < (partitionCounts.get(topic) ?? 0)) assignment.get(id)?.push({ topic, partition });
    }
  }
  return assignment;
}

/** Who held a partition last: of two that claim it, the one that took part in the later rebalance. */
export function latestOwners(members: readonly AssignmentMember[]): Map<string, string> {
  const owners = new Map<string, string>();
  for (const member of [...members].sort((a, b) => a.generation - b.generation || compare(b.id, a.id)))
    for (const owned of member.owned) owners.set(partitionKey(owned), member.id);
  return owners;
}

function familiesOf(members: readonly AssignmentMember[], counts: ReadonlyMap<string, number>): Family[] {
  const topicsByFamily = new Map<string, string[]>();
  for (const topic of [...counts.keys()].sort(compare)) {
    if (!members.some((member) => member.topics.includes(topic))) continue;
    const name = topic.replace(/^chat\.(inbound|control)\./, 'chat.');
    topicsByFamily.set(name, [...(topicsByFamily.get(name) ?? []), topic]);
  }
  return [...topicsByFamily.values()].flatMap((topics) => {
    const readersOf = (some: readonly string[]): AssignmentMember[] =>
      members
        .filter((member) => some.every((topic) => member.topics.includes(topic)))
        .sort((a, b) => compare(a.id, b.id));
    const readers = readersOf(topics);
    if (readers.length > 0) return [{ topics, members: readers }];
    return topics.map((topic) => ({ topics: [topic], members: readersOf([topic]) }));
  });
}

/** Partition numbers of a family by member. */
function spreadFamily(
  { topics, members }: Family,
  counts: ReadonlyMap<string, number>,
  owners: ReadonlyMap<string, string>,
  assigned: ReadonlyMap<string, readonly TopicPartition[]>,
): Map<string, number[]> {
  const total = Math.max(...topics.map((topic) => counts.get(topic) ?? 0));
  const held = new Map<string, number[]>(members.map(({ id }) => [id, []]));
  const free: number[] = [];
  for (let partition = 0; partition < total; partition++) {
    const owner = topics
      .map((topic) => owners.get(partitionKey({ topic, partition })))
      .find((id) => id !== undefined && held.has(id));
    (owner === undefined ? free : (held.get(owner) ?? free)).push(partition);
  }

  const load = (id: string): number => assigned.get(id)?.length ?? 0;
  const ranked = [...held].sort(
    ([a, heldByA], [b, heldByB]) => heldByB.length - heldByA.length || load(a) - load(b) || compare(a, b),
  );
  const share = Math.floor(total / ranked.length);
  const quota = new Map(ranked.map(([id], rank) => [id, share + (rank < total % ranked.length ? 1 : 0)]));
  for (const [id, partitions] of ranked) free.push(...partitions.splice(quota.get(id) ?? 0));
  free.sort((a, b) => a - b);
  for (const [id, partitions] of ranked)
    partitions.push(...free.splice(0, (quota.get(id) ?? 0) - partitions.length));
  return held;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
