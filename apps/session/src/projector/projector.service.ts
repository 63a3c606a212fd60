import { setImmediate as nextTick } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { whileAvailable } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { PROJECTION } from './projection.sql.js';
import { storableJson } from './storable.js';
import { elementRowsOf, stepRowsOf, threadRowOf } from './turn-rows.js';
import type { EmittedRecord } from './turn-rows.js';

const LARGEST_BATCH = 200;

interface Waiting {
  readonly record: EmittedRecord;
  stored(): void;
  failed(error: unknown): void;
}

/**
 * Makes history of what turns emit. Records that come while others are being stored are stored together, so that
 * the database is asked once for many.
 */
@Injectable()
export class ProjectorService {
  private waiting: Waiting[] = [];
  private isStoring = false;

  constructor(private readonly database: DataSource) {}

  /**
   * Resolves once the record is stored, whole.
   *
   * @throws DomainError `forbidden` when its thread belongs to somebody else, `unavailable` when the database is away
   */
  project(record: EmittedRecord): Promise<void> {
    return new Promise((stored, failed) => {
      this.waiting.push({ record, stored, failed });
      if (!this.isStoring) void this.storeWaiting();
    });
  }

  /** Never rejects: each record's own promise says what became of it. */
  private async storeWaiting(): Promise<void> {
    this.isStoring = true;
    await nextTick();
    while (this.waiting.length > 0) await this.settle(this.takeBatch());
    this.isStoring = false;
  }

  /** The longest waiting, one of each thread: a statement must not touch a row twice. */
  private takeBatch(): Waiting[] {
    const batch = new Map<string, Waiting>();
    const later: Waiting[] = [];
    for (const next of this.waiting) {
      const { threadId } = next.record.turn;
      if (batch.size < LARGEST_BATCH && !batch.has(threadId)) batch.set(threadId, next);
      else later.push(next);
    }
    this.waiting = later;
    return [...batch.values()];
  }

  private async settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const own = await this.store(batch.map(({ record }) => record));
      for (const { record, stored, failed } of batch) {
        if (own.has(record.turn.threadId)) stored();
        else failed(new DomainError('forbidden', `Thread ${record.turn.threadId} belongs to somebody else.`));
      }
    } catch (error) {
      const isOnlyOne = batch.length === 1;
      const isAway = error instanceof DomainError && error.code === 'unavailable';
      if (isOnlyOne || isAway) for (const { failed } of batch) failed(error);
      // One of them cannot be stored: by itself, so that the others are.
      else for (const one of batch) await this.settle([one]);
    }
  }

  /** @returns the threads that were stored: the others belong to somebody else */
  private async store(records: readonly EmittedRecord[]): Promise<Set<string>> {
    // Everybody locks rows in the same order, so that two batches never wait for each other.
    const sorted = records.toSorted((a, b) => (a.turn.threadId < b.turn.threadId ? -1 : 1));
    const rows = await whileAvailable(() =>
      this.database.query<{ id: string }[]>(PROJECTION, [
        storableJson(sorted.map(threadRowOf)),
        storableJson(sorted.flatMap(stepRowsOf)),
        storableJson(sorted.flatMap(elementRowsOf)),
      ]),
    );
    return new Set(rows.map(({ id }) => id));
  }
}
