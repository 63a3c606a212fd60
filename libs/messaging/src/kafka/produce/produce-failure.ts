import { kafkaErrorType } from '../kafka-error.js';

/** What a failed produce request means for its batches. */
export type ProduceFailure =
  /** Not stored, and too large for one batch. */
  | 'too-large'
  /** Will never be stored. */
  | 'refused'
  /** Stored by an earlier attempt. */
  | 'stored-before'
  /** The broker no longer follows our sequences. */
  | 'identity-lost'
  /** Perhaps stored; to be sent again as it is. */
  | 'in-doubt';

const MEANINGS: ReadonlyMap<string, ProduceFailure> = new Map<string, ProduceFailure>([
  ['MESSAGE_TOO_LARGE', 'too-large'],
  ['RECORD_LIST_TOO_LARGE', 'too-large'],
  ['INVALID_RECORD', 'refused'],
  ['INVALID_TIMESTAMP', 'refused'],
  ['INVALID_TOPIC_EXCEPTION', 'refused'],
  ['TOPIC_AUTHORIZATION_FAILED', 'refused'],
  ['CLUSTER_AUTHORIZATION_FAILED', 'refused'],
  ['POLICY_VIOLATION', 'refused'],
  ['DUPLICATE_SEQUENCE_NUMBER', 'stored-before'],
  ['OUT_OF_ORDER_SEQUENCE_NUMBER', 'identity-lost'],
  ['UNKNOWN_PRODUCER_ID', 'identity-lost'],
  ['INVALID_PRODUCER_EPOCH', 'identity-lost'],
  ['INVALID_PRODUCER_ID_MAPPING', 'identity-lost'],
  ['PRODUCER_FENCED', 'identity-lost'],
]);

/** Reads a produce request's error; whatever is not known to be final is in doubt. */
export function meaningOf(error: unknown): ProduceFailure {
  return MEANINGS.get(kafkaErrorType(error)) ?? 'in-doubt';
}
