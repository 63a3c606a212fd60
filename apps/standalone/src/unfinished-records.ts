import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PARTITIONS_PER_TOPIC } from '#libs/contracts';
import type { InProcessLog } from '#libs/messaging';
import { DomainError } from '#libs/platform';

const RETENTION_MS = 7 * 24 * 3600 * 1_000;

interface StoredRecord {
  readonly topic: string;
  readonly key: string;
  /** Base64. */
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a standalone process could not finish before it had to end, kept in a file for the next one. */
export class UnfinishedRecords {
  constructor(private readonly file: string) {}

  /** Call it once every consumer has drained. */
  save(log: InProcessLog): void {
    const records = log.unfinished().map(({ topic, key = '', value, headers = {} }): StoredRecord => ({
      topic,
      key,
      value: value.toString('base64'),
      headers,
    }));
    if (records.length === 0) return;
    // With a database of one's own nothing has made the data folder yet.
    mkdirSync(dirname(this.file), { recursive: true });
    const written = `${this.file}.new`;
    writeFileSync(written, records.map((record) => JSON.stringify(record)).join('\n'), { mode: 0o600 });
    renameSync(written, this.file);
  }

  /** Hands them to the log, in order. @throws DomainError `invalid_input` when the file cannot be read; it stays */
  async restore(log: InProcessLog): Promise<void> {
    if (!existsSync(this.file)) return;
    const records = this.read();
    const topics = [...new Set(records.map(({ topic }) => topic))];
    await log.ensureTopics(
      topics.map((name) => ({ name, partitions: PARTITIONS_PER_TOPIC, retention: RETENTION_MS })),
    );
    for (const { value, ...record } of records)
      await log.append({ ...record, value: Buffer.from(value, 'base64') });
    rmSync(this.file);
  }

  private read(): StoredRecord[] {
    try {
      return readFileSync(this.file, 'utf8')
        .split('\n')
        .map((line) => JSON.parse(line) as StoredRecord);
    } catch (error) {
      throw new DomainError(
        'invalid_input',
        `${this.file} cannot be read. It holds messages that an earlier run did not finish: mend it, or move it away to start without them.`,
        { cause: error },
      );
    }
  }
}
