import type { Clock, LoggerPort, Random } from '#libs/platform';
import type { FindWork } from '../dispatch/work.js';
import type { BroadcastReader, IncomingRecord, LogTransport } from '../log-transport.port.js';

const MAX_ATTEMPTS = 3;
const FIRST_DELAY_MS = 50;

/** What a broadcast subscription has done since it started. */
export interface BroadcastStats {
  readonly handled: number;
  readonly skipped: number;
  /** Records that could not be handled. They are logged and passed over: every instance reads them all. */
  readonly failed: number;
}

/** Reads whole topics, without a group, and handles their records one after another. */
export class BroadcastSubscription {
  private readonly counters = { handled: 0, skipped: 0, failed: 0 };
  private readonly readers: BroadcastReader[] = [];
  private readonly stopping = new AbortController();
  private tail: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: {
      readonly log: LogTransport;
      readonly clock: Clock;
      readonly random: Random;
      readonly logger: LoggerPort;
    },
    private readonly findWork: FindWork,
  ) {}

  /** Resolves when everything that was in the topic at the call has been handled. */
  async read(topic: string): Promise<void> {
    const onRecord = (record: IncomingRecord): void => {
      this.tail = this.tail.then(() => this.handle(record));
    };
    this.readers.push(await this.parts.log.readBroadcast(topic, onRecord));
    await this.tail;
  }

  stats(): BroadcastStats {
    return { ...this.counters };
  }

  /** Ends reading, and the handler that runs is told so. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.readers.splice(0).map((reader) => reader.stop()));
  }

  /** Never rejects. */
  private async handle(record: IncomingRecord): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        const work = record.value?.length ? this.findWork(record) : undefined;
        await work?.run({ attempt, signal, held: signal, leaving: signal, parked: (wait) => wait() });
        this.counters[work ? 'handled' : 'skipped'] += 1;
        return;
      } catch (error) {
        if (attempt === MAX_ATTEMPTS) {
          this.counters.failed += 1;
          const { topic, partition, offset } = record;
          this.parts.logger.error(`${topic}/${partition}@${offset} was passed over: ${String(error)}`);
          return;
        }
        await this.parts.clock.sleep(FIRST_DELAY_MS * 2 ** attempt, signal);
      }
    }
  }
}
