import type { IncomingRecord } from '../log-transport.port.js';
import type { FetchedMessage } from './kafka-internals.js';

/** A record as kafkajs decodes it, in the port's terms. */
export function incomingRecord(topic: string, partition: number, message: FetchedMessage): IncomingRecord {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    const single = Array.isArray(value) ? value.at(-1) : value;
    if (single !== undefined) headers[name] = single.toString();
  }
  return {
    topic,
    partition,
    offset: Number(message.offset),
    key: message.key?.toString() ?? null,
    value: message.value,
    headers,
    timestamp: Number(message.timestamp),
  };
}
