import { Partitioners } from 'kafkajs';

type Partitioner = ReturnType<typeof Partitioners.DefaultPartitioner>;
type PartitionMetadata = Parameters<Partitioner>[0]['partitionMetadata'];

/** Chooses partitions by key as Kafka's own clients do (murmur2), so that every producer agrees. */
export class KeyPartitioner {
  private readonly partitioner = Partitioners.DefaultPartitioner();
  private readonly metadataByCount = new Map<number, PartitionMetadata>();

  /** The partition of a key in a topic with `count` partitions. */
  partitionOf(key: string, count: number): number {
    return this.partitioner({
      topic: '',
      partitionMetadata: this.metadataOf(count),
      message: { key, value: null },
    });
  }

  /** The partitioner reads nothing but the length when there is a key. */
  private metadataOf(count: number): PartitionMetadata {
    const known = this.metadataByCount.get(count);
    if (known) return known;
    const made = Array.from({ length: count }, (_, partitionId) => ({
      partitionErrorCode: 0,
      partitionId,
      leader: 0,
      replicas: [],
      isr: [],
    }));
    this.metadataByCount.set(count, made);
    return made;
  }
}
