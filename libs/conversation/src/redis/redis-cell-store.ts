import type { Json } from '#libs/contracts';
import { RedisConnection } from '#libs/live';
import type { LiveLogger } from '#libs/live';
import type { Clock } from '#libs/platform';
import { CELL_TTL_MS, REMEMBERED_TURNS } from '../cell-store.port.js';
import type {
  AnswerResult,
  CellCommit,
  CellStore,
  ClaimedCell,
  CommitResult,
  StoredAsk,
  StoredCell,
} from '../cell-store.port.js';
import { ANSWER_ASK, CELL_SCRIPTS, CLAIM, COMMIT, OPEN_ASK, READ, STOP } from './cell-scripts.js';
import { askValue, parseAsk, parseCell, valueField } from './stored-cell.js';

/** How the store is reached. */
export interface RedisCellStoreOptions {
  /** `redis[s]://[[user][:password]@]host[:port][/database]` */
  readonly url: string;
  readonly clock: Clock;
  readonly logger?: LiveLogger;
}

/** Cells in Redis 7 or later: a hash each, its values as JSON. What is not answered within 5 s is `unavailable`. */
export class RedisCellStore implements CellStore {
  private constructor(private readonly connection: RedisConnection) {}

  /**
   * Connects; resolves once Redis answers.
   *
   * @throws DomainError `unavailable` when it does not within 30 s
   */
  static async connect(options: RedisCellStoreOptions): Promise<RedisCellStore> {
    return new RedisCellStore(await RedisConnection.open({ ...options, scripts: CELL_SCRIPTS }));
  }

  async claim(threadId: string): Promise<ClaimedCell> {
    const reply = await this.connection.run(CLAIM, [cellKey(threadId)], [String(CELL_TTL_MS)]);
    const [fence, hash] = reply as [string, readonly string[]];
    return { ...parseCell(hash), fence: Number(fence) };
  }

  async commit(threadId: string, fence: number, commit: CellCommit): Promise<CommitResult> {
    const reply = await this.connection.run(
      COMMIT,
      [cellKey(threadId)],
      [
        String(fence),
        commit.turnId,
        commit.interacted ? '1' : '0',
        String(CELL_TTL_MS),
        String(REMEMBERED_TURNS),
        String(commit.unset.length),
        ...commit.unset.map(valueField),
        ...Object.entries(commit.set).flatMap(([key, value]) => [valueField(key), JSON.stringify(value)]),
      ],
    );
    return reply === 1 ? 'committed' : 'fenced';
  }

  async stop(threadId: string, at: number): Promise<void> {
    await this.connection.run(STOP, [cellKey(threadId)], [String(at), String(CELL_TTL_MS)]);
  }

  async openAsk(
    threadId: string,
    fence: number,
    askId: string,
    ask: Pick<StoredAsk, 'turnId' | 'deadline'>,
  ): Promise<StoredAsk | 'fenced'> {
    const args = [String(fence), askId, askValue(ask), String(CELL_TTL_MS)];
    const reply = await this.connection.run(OPEN_ASK, [cellKey(threadId)], args);
    const [known, answer] = reply as readonly [] | readonly [string, string];
    return known === undefined ? 'fenced' : parseAsk(known, answer);
  }

  async answerAsk(threadId: string, askId: string, answer: Json, at: number): Promise<AnswerResult> {
    const args = [askId, JSON.stringify(answer), String(at), String(CELL_TTL_MS)];
    const reply = await this.connection.run(ANSWER_ASK, [cellKey(threadId)], args);
    return reply === 1 ? 'taken' : 'refused';
  }

  async read(threadId: string): Promise<StoredCell | undefined> {
    const hash = (await this.connection.run(READ, [cellKey(threadId)], [])) as readonly string[];
    return hash.length === 0 ? undefined : parseCell(hash);
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}

const cellKey = (threadId: string): string => `cell:{${threadId}}`;
