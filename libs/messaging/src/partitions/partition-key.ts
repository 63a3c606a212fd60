import type { TopicPartition } from '../log-transport.port.js';

/** A partition as the key of a map. */
export function partitionKey({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
