import type { Clock, LoggerPort, Random } from '#libs/platform';
import { InvalidRecord } from '../envelope/invalid-record.error.js';
import type { IncomingRecord } from '../log-transport.port.js';
import type { DeadLetters } from './dead-letters.js';
import type { DispatcherCounters } from './dispatcher-stats.js';
import { isTransient } from './retry-later.error.js';
import type { Work, WorkContext } from './work.js';

/** Attempts at a record that fails for a reason of its own. */
const MAX_FAILURES = 3;
const FIRST_DELAY_MS = 50;
const MAX_DELAY_MS = 5_000;

/** What a run depends on besides its record. */
export interface RunScope extends Pick<WorkContext, 'signal' | 'held' | 'parked'> {
  /** Aborts when no further attempt is to be made here. */
  readonly halt: AbortSignal;
  /** Waits between two attempts, without a slot. */
  rested<T>(wait: () => Promise<T>): Promise<T>;
}

/**
 * Runs one record's work until it needs no more: repeats it while a dependency is away, gives up on it after a few
 * failures of its own and then writes it to the dead letters.
 */
export class RecordRunner {
  constructor(
    private readonly parts: { readonly clock: Clock; readonly random: Random; readonly logger: LoggerPort },
    private readonly deadLetters: DeadLetters,
    private readonly counters: DispatcherCounters,
  ) {}

  /** Whether the record counts as done; if not, it is left to whoever reads it next. Never rejects. */
  async run(record: IncomingRecord, work: Work, scope: RunScope): Promise<boolean> {
    let failures = 0;
    for (let attempt = 1; ; attempt++) {
      try {
        const { signal, held, halt: leaving, parked } = scope;
        await work.run({ attempt, signal, held, leaving, parked });
        this.counters.handled += 1;
        return true;
      } catch (error) {
        if (scope.signal.aborted) return false;
        if (!isTransient(error)) {
          failures += 1;
          if (error instanceof InvalidRecord || failures >= MAX_FAILURES)
            return this.bury(record, error, attempt, scope);
        }
        this.counters.retried += 1;
        this.report(record, error, attempt);
        await this.backOff(attempt, scope);
        if (scope.halt.aborted) return false;
      }
    }
  }

  private async bury(
    record: IncomingRecord,
    reason: unknown,
    attempts: number,
    scope: RunScope,
  ): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.deadLetters.write(record, reason, attempts);
        this.counters.deadLettered += 1;
        this.parts.logger.error(
          `${nameOf(record)} went to the dead letters: ${String(reason)}`,
          stackOf(reason),
        );
        return true;
      } catch (error) {
        this.report(record, error, attempt);
        await this.backOff(attempt, scope);
        if (scope.halt.aborted) return false;
      }
    }
  }

  private async backOff(attempt: number, scope: RunScope): Promise<void> {
    const longest = Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), MAX_DELAY_MS);
    const delay = longest * (0.5 + this.parts.random.next() / 2);
    await scope.rested(() => this.parts.clock.sleep(delay, scope.halt));
  }

  /** Seldom enough for an outage of hours. */
  private report(record: IncomingRecord, error: unknown, attempt: number): void {
    if (Number.isInteger(Math.log2(attempt)))
      this.parts.logger.warn(`${nameOf(record)} is tried again after attempt ${attempt}: ${String(error)}`);
  }
}

function nameOf({ topic, partition, offset }: IncomingRecord): string {
  return `${topic}/${partition}@${offset}`;
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack : undefined;
}
