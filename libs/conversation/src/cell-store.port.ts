import type { Json } from '#libs/contracts';

/** What a turn waits for, or waited for. */
export interface StoredAsk {
  readonly turnId: string;
  /** Milliseconds since the epoch: later answers do not count. */
  readonly deadline: number;
  /** Absent while nobody has answered. */
  readonly answer?: Json;
}

/** `taken`: it is the answer from now on. `refused`: nobody asks (any more), it came late, or another one was first. */
export type AnswerResult = 'taken' | 'refused';

/** The stored state of a conversation. */
export interface StoredCell {
  /** `userSession` values by key. */
  readonly values: Readonly<Record<string, Json>>;
  /** Ids of the turns whose effects are in `values`, oldest first: the last 64. */
  readonly doneTurns: readonly string[];
  /** Milliseconds since the epoch: turns of events not newer than this were stopped by the user. 0: none. */
  readonly stoppedAt: number;
  /** Whether the user has said anything. */
  readonly interacted: boolean;
  /** Asks of turns that are not done, by the ask's id. */
  readonly asks: Readonly<Record<string, StoredAsk>>;
}

/** A claim on a conversation's cell: who holds the highest fence may write. */
export interface ClaimedCell extends StoredCell {
  readonly fence: number;
}

/** What a turn leaves behind, written in one piece. */
export interface CellCommit {
  readonly turnId: string;
  readonly set: Readonly<Record<string, Json>>;
  readonly unset: readonly string[];
  readonly interacted: boolean;
}

/** `fenced`: somebody claimed the cell later; nothing was written. */
export type CommitResult = 'committed' | 'fenced';

/** The number of turn ids a cell remembers. */
export const REMEMBERED_TURNS = 64;

/** A cell is forgotten this long after it was last claimed or written to. */
export const CELL_TTL_MS = 30 * 24 * 3_600_000;

/**
 * Where conversation cells are kept between turns. Two implementations, in-process and Redis, pass one contract
 * suite. What is returned is the caller's own: changing it changes nothing here.
 *
 * Every method rejects with DomainError `unavailable` when the store does not answer in time (it may have done what
 * was asked; all may be repeated: a claim gives another fence, a commit is done once per turn), and after `close`.
 */
export interface CellStore {
  /**
   * Claims a thread's cell for writing, making it if there is none. The fence is
   * max(stored fence + 1, the store's time in milliseconds), so it grows even if the store lost everything.
   */
  claim(threadId: string): Promise<ClaimedCell>;

  /**
   * Writes a turn's effects and its id, if `fence` is still the cell's; a cell that is gone is nobody's. A turn that
   * is already done is `committed` whatever the fence, and changes nothing. A key both set and unset is set.
   * `interacted` once true stays true. The turn's asks are forgotten.
   */
  commit(threadId: string, fence: number, commit: CellCommit): Promise<CommitResult>;

  /** Records that everything not newer than `at` (milliseconds since the epoch) was stopped. Never goes back. Needs no claim. */
  stop(threadId: string, at: number): Promise<void>;

  /**
   * Records that a turn waits for an answer until `deadline`, if `fence` is still the cell's. An ask that is known
   * stays as it is: an earlier attempt of the turn asked it, and it may have been answered. A cell that is gone is
   * nobody's.
   *
   * @returns the ask as it is now, or `fenced`
   */
  openAsk(
    threadId: string,
    fence: number,
    askId: string,
    ask: Pick<StoredAsk, 'turnId' | 'deadline'>,
  ): Promise<StoredAsk | 'fenced'>;

  /**
   * Records the answer to an ask, given at `at` (milliseconds since the epoch): the first one that is not later than
   * the deadline counts. Needs no claim. The same answer given again is `taken` again.
   */
  answerAsk(threadId: string, askId: string, answer: Json, at: number): Promise<AnswerResult>;

  /** Reads the cell without claiming it; undefined when there is none. */
  read(threadId: string): Promise<StoredCell | undefined>;

  /** Ends connections. */
  close(): Promise<void>;
}
