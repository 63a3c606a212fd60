import type { Json } from '#libs/contracts';
import type { Clock, Timer } from '#libs/platform';
import { DomainError } from '#libs/platform';
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

interface Ask {
  readonly turnId: string;
  readonly deadline: number;
  /** JSON. */
  answer?: string;
}

interface Cell {
  /** Absent while nobody has claimed the cell. */
  fence?: number;
  /** JSON by key. */
  readonly values: Map<string, string>;
  readonly doneTurns: string[];
  stoppedAt: number;
  interacted: boolean;
  readonly asks: Map<string, Ask>;
  expiresAt: number;
}

const SWEEP_INTERVAL_MS = 3_600_000;

/** The cells of one process. */
export class InProcessCellStore implements CellStore {
  private readonly cells = new Map<string, Cell>();
  private readonly sweeper: Timer;
  private closed = false;

  constructor(private readonly clock: Clock) {
    this.sweeper = clock.every(SWEEP_INTERVAL_MS, () => this.sweep());
  }

  async claim(threadId: string): Promise<ClaimedCell> {
    const cell = this.touch(threadId);
    const fence = Math.max((cell.fence ?? 0) + 1, this.clock.now());
    cell.fence = fence;
    return { ...describe(cell), fence };
  }

  async commit(threadId: string, fence: number, commit: CellCommit): Promise<CommitResult> {
    const known = this.known(threadId);
    if (known?.doneTurns.includes(commit.turnId)) return 'committed';
    if (known?.fence === undefined || known.fence !== fence) return 'fenced';
    const cell = this.touch(threadId);
    for (const key of commit.unset) cell.values.delete(key);
    for (const [key, value] of Object.entries(commit.set)) cell.values.set(key, JSON.stringify(value));
    cell.interacted ||= commit.interacted;
    cell.doneTurns.push(commit.turnId);
    if (cell.doneTurns.length > REMEMBERED_TURNS) cell.doneTurns.shift();
    for (const [askId, ask] of cell.asks) if (ask.turnId === commit.turnId) cell.asks.delete(askId);
    return 'committed';
  }

  async stop(threadId: string, at: number): Promise<void> {
    const cell = this.touch(threadId);
    cell.stoppedAt = Math.max(cell.stoppedAt, at);
  }

  async openAsk(
    threadId: string,
    fence: number,
    askId: string,
    { turnId, deadline }: Pick<StoredAsk, 'turnId' | 'deadline'>,
  ): Promise<StoredAsk | 'fenced'> {
    if (this.known(threadId)?.fence !== fence) return 'fenced';
    const { asks } = this.touch(threadId);
    const ask = asks.get(askId) ?? { turnId, deadline };
    asks.set(askId, ask);
    return describeAsk(ask);
  }

  async answerAsk(threadId: string, askId: string, answer: Json, at: number): Promise<AnswerResult> {
    const ask = this.known(threadId)?.asks.get(askId);
    if (!ask) return 'refused';
    const json = JSON.stringify(answer);
    if (ask.answer !== undefined) return ask.answer === json ? 'taken' : 'refused';
    if (at > ask.deadline) return 'refused';
    this.touch(threadId);
    ask.answer = json;
    return 'taken';
  }

  async read(threadId: string): Promise<StoredCell | undefined> {
    const cell = this.known(threadId);
    return cell && describe(cell);
  }

  close(): Promise<void> {
    this.closed = true;
    this.sweeper.cancel();
    return Promise.resolve();
  }

  private known(threadId: string): Cell | undefined {
    if (this.closed) throw new DomainError('unavailable', 'The cell store is closed.');
    const cell = this.cells.get(threadId);
    return cell && cell.expiresAt > this.clock.now() ? cell : undefined;
  }

  private touch(threadId: string): Cell {
    const cell = this.known(threadId) ?? {
      values: new Map(),
      doneTurns: [],
      stoppedAt: 0,
      interacted: false,
      asks: new Map(),
      expiresAt: 0,
    };
    cell.expiresAt = this.clock.now() + CELL_TTL_MS;
    this.cells.set(threadId, cell);
    return cell;
  }

  private sweep(): void {
    const now = this.clock.now();
    for (const [threadId, cell] of this.cells) if (cell.expiresAt <= now) this.cells.delete(threadId);
  }
}

function describe(cell: Cell): StoredCell {
  return {
    values: Object.fromEntries([...cell.values].map(([key, json]) => [key, JSON.parse(json) as Json])),
    doneTurns: [...cell.doneTurns],
    stoppedAt: cell.stoppedAt,
    interacted: cell.interacted,
    asks: Object.fromEntries([...cell.asks].map(([askId, ask]) => [askId, describeAsk(ask)])),
  };
}

function describeAsk({ turnId, deadline, answer }: Ask): StoredAsk {
  return { turnId, deadline, ...(answer !== undefined && { answer: JSON.parse(answer) as Json }) };
}
