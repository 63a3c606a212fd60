import { InvalidRecord } from './invalid-record.error.js';

/** What every record says about itself. */
export interface Envelope {
  /** A UUID; the same cause always has the same one, so that a repetition can be told. */
  readonly id: string;
  /** The event's or request's name. */
  readonly type: string;
  readonly version: number;
  /** When it was published: ISO 8601, UTC. */
  readonly time: string;
  /** What orders it; null for requests. */
  readonly key: string | null;
  /** The id of the record whose handling brought it about. */
  readonly causationId?: string;
  /** W3C trace context. */
  readonly traceparent?: string;
}

/** An envelope with what is in it, not yet validated. */
export interface SealedEnvelope extends Envelope {
  readonly data: unknown;
}

/** The bytes of a record's value: the envelope as JSON. */
export function encodeEnvelope(envelope: SealedEnvelope): Buffer {
  return Buffer.from(JSON.stringify(envelope));
}

/**
 * Reads a record's value. The data is left as it came.
 *
 * @throws InvalidRecord when the value is no envelope
 */
export function decodeEnvelope(value: Buffer | null): SealedEnvelope {
  if (value === null) throw new InvalidRecord('The record has no value.');
  let envelope: unknown;
  try {
    envelope = JSON.parse(value.toString('utf8'));
  } catch {
    throw new InvalidRecord('The value is not JSON.');
  }
  const problem = problemOf(envelope);
  if (problem) throw new InvalidRecord(`The value is no envelope: ${problem}.`);
  return envelope as SealedEnvelope;
}

function problemOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is not an object';
  const envelope = value as Record<keyof SealedEnvelope, unknown>;
  if (typeof envelope.id !== 'string' || envelope.id === '') return '`id` is not a string';
  if (typeof envelope.type !== 'string' || envelope.type === '') return '`type` is not a string';
  if (!Number.isInteger(envelope.version)) return '`version` is not an integer';
  if (typeof envelope.time !== 'string' || Number.isNaN(Date.parse(envelope.time)))
    return '`time` is not an ISO 8601 time';
  if (envelope.key !== null && typeof envelope.key !== 'string') return '`key` is neither a string nor null';
  if (!isOptionalString(envelope.causationId)) return '`causationId` is not a string';
  if (!isOptionalString(envelope.traceparent)) return '`traceparent` is not a string';
  if (typeof envelope.data !== 'object' || envelope.data === null) return '`data` is not an object';
  return undefined;
}

function isOptionalString(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}
