import type { TopicPartition } from '../../log-transport.port.js';

/** What a member tells the group's leader when it joins: what it held after which rebalance. */
export interface MemberClaim {
  readonly generation: number;
  readonly owned: readonly TopicPartition[];
}

/** Partitions as compact JSON bytes, with the rebalance they belong to. */
export function encodeClaim({ generation, owned }: MemberClaim): Buffer {
  const partitions: Record<string, number[]> = {};
  for (const { topic, partition } of owned) (partitions[topic] ??= []).push(partition);
  return Buffer.from(JSON.stringify({ generation, partitions }));
}

/** Reads a claim; what another version or nobody wrote claims nothing. */
export function decodeClaim(bytes: Buffer): MemberClaim {
  const nothing: MemberClaim = { generation: -1, owned: [] };
  if (bytes.length === 0) return nothing;
  try {
    const claim = JSON.parse(bytes.toString()) as {
      generation: number;
      partitions: Record<string, readonly number[]>;
    };
    const owned = Object.entries(claim.partitions).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    return { generation: Number(claim.generation), owned };
  } catch {
    return nothing;
  }
}
