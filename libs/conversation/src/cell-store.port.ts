import type { Json } from '#libs/contracts';

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

/** A cell is forgotten this long after the last claim, commit or stop. */
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
   * `interacted` once true stays true.
   */
  commit(threadId: string, fence: number, commit: CellCommit): Promise<CommitResult>;

  /** Records that everything not newer than `at` (milliseconds since the epoch) was stopped. Never goes back. Needs no claim. */
  stop(threadId: string, at: number): Promise<void>;

  /** Reads the cell without claiming it; undefined when there is none. */
  read(threadId: string): Promise<StoredCell | undefined>;

  /** Ends connections. */
  close(): Promise<void>;
}
