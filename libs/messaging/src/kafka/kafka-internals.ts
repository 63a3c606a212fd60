import type { IHeaders, Kafka, PartitionMetadata } from 'kafkajs';
import { isUnknownTopic } from './kafka-error.js';

/** One record of a fetch. */
export interface FetchedMessage {
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly timestamp: string;
  readonly headers?: IHeaders;
  readonly isControlRecord?: boolean;
}

/** What a broker answers to a fetch. */
export interface FetchResponse {
  readonly responses: readonly {
    readonly topicName: string;
    readonly partitions: readonly {
      readonly partition: number;
      readonly messages: readonly FetchedMessage[];
    }[];
  }[];
}

/** A batch as kafkajs's produce request takes it. */
export interface ProduceTopic {
  topic: string;
  partitions: { partition: number; firstSequence: number; messages: readonly object[] }[];
}

export interface OffsetsOfTopic {
  topic: string;
  partitions: { partition: number; offset?: string; metadata?: string | null }[];
}

/** kafkajs's broker, as far as we reach into it: the requests that its public API does not offer. */
export interface KafkaBroker {
  isConnected(): boolean;
  metadata(topics: string[]): Promise<unknown>;
  initProducerId(request: {
    transactionTimeout: number;
  }): Promise<{ producerId: string; producerEpoch: number }>;
  produce(request: {
    acks: number;
    timeout: number;
    producerId: string;
    producerEpoch: number;
    topicData: ProduceTopic[];
  }): Promise<unknown>;
  fetch(request: {
    maxWaitTime: number;
    minBytes: number;
    maxBytes: number;
    isolationLevel: number;
    topics: { topic: string; partitions: { partition: number; fetchOffset: string; maxBytes: number }[] }[];
  }): Promise<FetchResponse>;
  joinGroup(request: object): Promise<{ generationId: number; memberId: string }>;
  syncGroup(request: object): Promise<{ memberAssignment: Buffer }>;
  offsetFetch(request: {
    groupId: string;
    topics: OffsetsOfTopic[];
  }): Promise<{ responses: OffsetsOfTopic[] }>;
  offsetCommit(request: {
    groupId: string;
    memberId: string;
    groupGenerationId: number;
    topics: OffsetsOfTopic[];
  }): Promise<unknown>;
}

/** kafkajs's cluster: connections to all brokers, and who leads what. */
export interface KafkaCluster {
  /** The topics whose metadata is kept; one that does not exist makes every refresh fail. */
  readonly targetTopics: Set<string>;
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  addMultipleTargetTopics(topics: string[]): Promise<void>;
  refreshMetadata(): Promise<void>;
  removeBroker(address: { host: string; port: number }): void;
  findBroker(node: { nodeId: string }): Promise<KafkaBroker>;
  findControllerBroker(): Promise<KafkaBroker>;
  findGroupCoordinator(group: { groupId: string }): Promise<KafkaBroker>;
  findTopicPartitionMetadata(topic: string): PartitionMetadata[];
  fetchTopicsOffset(
    topics: { topic: string; partitions: { partition: number }[]; fromBeginning: boolean }[],
  ): Promise<{ topic: string; partitions: { partition: number; offset: string }[] }[]>;
}

type ClusterFactory = (options: { metadataMaxAge: number; allowAutoTopicCreation: boolean }) => unknown;

const METADATA_MAX_AGE_MS = 300_000;

/**
 * A cluster of our own on kafkajs's connections and codecs.
 *
 * @throws Error when this kafkajs is not the one this was written for
 */
export function openCluster(kafka: Kafka): KafkaCluster {
  const symbol = Object.getOwnPropertySymbols(kafka).find((own) => String(own).includes('createCluster'));
  const create: unknown = symbol && Reflect.get(kafka, symbol);
  if (typeof create !== 'function')
    throw new Error('kafkajs has no createCluster: this transport needs kafkajs 2.2.4.');
  return asCluster(
    (create as ClusterFactory)({ metadataMaxAge: METADATA_MAX_AGE_MS, allowAutoTopicCreation: false }),
  );
}

/**
 * kafkajs's own cluster object with what its types leave out.
 *
 * @throws Error when it lacks a method that we call
 */
export function asCluster(cluster: unknown): KafkaCluster {
  const methods = ['findBroker', 'findGroupCoordinator', 'fetchTopicsOffset', 'findTopicPartitionMetadata'];
  const missing = methods.find((name) => typeof Reflect.get(Object(cluster), name) !== 'function');
  if (missing) throw new Error(`kafkajs's cluster has no ${missing}: this transport needs kafkajs 2.2.4.`);
  return cluster as KafkaCluster;
}

/**
 * Learns about a topic.
 *
 * @returns its number of partitions
 * @throws kafkajs's error when it does not exist or no broker answers
 */
export async function loadTopic(cluster: KafkaCluster, topic: string): Promise<number> {
  try {
    await cluster.addMultipleTargetTopics([topic]);
    // After a failure kafkajs takes the topic for known and does not ask again.
    if (cluster.findTopicPartitionMetadata(topic).length === 0) await cluster.refreshMetadata();
  } catch (error) {
    if (isUnknownTopic(error)) cluster.targetTopics.delete(topic);
    throw error;
  }
  return cluster.findTopicPartitionMetadata(topic).length;
}

/**
 * Learns anew who leads what. Topics that were deleted are left out from then on; kafkajs alone would not learn about
 * any topic any more.
 *
 * @throws kafkajs's error when no broker answers
 */
export async function refreshTopics(cluster: KafkaCluster): Promise<void> {
  try {
    await cluster.refreshMetadata();
  } catch (error) {
    if (!isUnknownTopic(error)) throw error;
    const broker = await cluster.findControllerBroker();
    for (const topic of cluster.targetTopics)
      await broker.metadata([topic]).catch((missing: unknown) => {
        if (isUnknownTopic(missing)) cluster.targetTopics.delete(topic);
      });
    await cluster.refreshMetadata();
  }
}

/** The node that leads a partition, or nothing while nobody does. */
export function leaderOf(cluster: KafkaCluster, topic: string, partition: number): number | undefined {
  const metadata = cluster.findTopicPartitionMetadata(topic).find((one) => one.partitionId === partition);
  return metadata && metadata.leader >= 0 ? metadata.leader : undefined;
}
