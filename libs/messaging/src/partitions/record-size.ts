import type { OutgoingRecord } from '../log-transport.port.js';

/** The largest record that any transport takes: what a broker with default settings stores, less the framing. */
export const MAX_RECORD_BYTES = 1_000_000;

/** About what a record takes in a log: its key, value and headers, and their framing. */
export function recordSize(record: OutgoingRecord): number {
  let size = record.value.length + 40;
  if (record.key !== undefined) size += Buffer.byteLength(record.key);
  for (const [name, value] of Object.entries(record.headers ?? {}))
    size += Buffer.byteLength(name) + Buffer.byteLength(value) + 4;
  return size;
}
