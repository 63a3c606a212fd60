import { deadLetterTopic } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import type { IncomingRecord, LogTransport } from '../log-transport.port.js';

/** Headers of a dead letter, next to the ones the record had. */
export const DEAD_LETTER_HEADERS = {
  topic: 'heddle-dead-topic',
  partition: 'heddle-dead-partition',
  offset: 'heddle-dead-offset',
  error: 'heddle-dead-error',
  attempts: 'heddle-dead-attempts',
  /** `left out` when the value was too large to be copied: it is still where the record came from. */
  value: 'heddle-dead-value',
} as const;

const MAX_ERROR_LENGTH = 1_000;

/** Where a group's records go that cannot be handled. */
export class DeadLetters {
  constructor(
    private readonly log: LogTransport,
    private readonly group: string,
  ) {}

  /** Copies the record to the dead letters; resolves once it is stored there. */
  async write(record: IncomingRecord, error: unknown, attempts: number): Promise<void> {
    const letter = {
      topic: deadLetterTopic(record.topic, this.group),
      ...(record.key === null ? {} : { key: record.key }),
      value: record.value ?? Buffer.alloc(0),
      headers: {
        ...record.headers,
        [DEAD_LETTER_HEADERS.topic]: record.topic,
        [DEAD_LETTER_HEADERS.partition]: String(record.partition),
        [DEAD_LETTER_HEADERS.offset]: String(record.offset),
        [DEAD_LETTER_HEADERS.error]: String(error).slice(0, MAX_ERROR_LENGTH),
        [DEAD_LETTER_HEADERS.attempts]: String(attempts),
      },
    };
    try {
      await this.log.append(letter);
    } catch (failure) {
      if (!(failure instanceof DomainError && failure.code === 'too_large')) throw failure;
      const headers = { ...letter.headers, [DEAD_LETTER_HEADERS.value]: 'left out' };
      await this.log.append({ ...letter, value: Buffer.alloc(0), headers });
    }
  }
}
