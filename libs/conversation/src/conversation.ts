import type { Json } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import type { CellStore, ClaimedCell, StoredCell } from './cell-store.port.js';
import { DoneTurns } from './done-turns.js';
import { PendingAsk } from './pending-ask.js';
import { TurnState } from './turn-state.js';

/**
 * A conversation cell in memory, claimed by this worker: the live state of a thread. Reads cost nothing; a turn's
 * writes are visible at once and made durable in one compare-and-set when the turn commits.
 */
export class Conversation {
  readonly fence: number;
  private readonly values: Map<string, Json>;
  /** Characters of each value as JSON. */
  private readonly lengths = new Map<string, number>();
  private length = 0;
  private readonly done: DoneTurns;
  private readonly turns = new Set<TurnState>();
  private readonly asks = new Map<string, PendingAsk>();
  /** Turns whose earlier attempts, wherever they ran, asked something. */
  private readonly begun: readonly string[];
  private stopTime: number;
  private hasInteracted: boolean;

  constructor(
    readonly threadId: string,
    cell: ClaimedCell,
    private readonly store: CellStore,
    /** Called when `characters` may have changed. */
    private readonly onCommitted: () => void = () => undefined,
  ) {
    this.fence = cell.fence;
    this.values = new Map(Object.entries(cell.values));
    this.weigh(jsonOf(cell.values));
    this.done = new DoneTurns(cell.doneTurns);
    this.stopTime = cell.stoppedAt;
    this.hasInteracted = cell.interacted;
    this.begun = Object.values(cell.asks).map(({ turnId }) => turnId);
  }

  /** Whether the user has said anything, the running turns included. */
  get interacted(): boolean {
    return this.hasInteracted || [...this.turns].some((turn) => turn.interacted);
  }

  /** Milliseconds since the epoch; turns of events that are not newer were stopped by the user. */
  get stoppedAt(): number {
    return this.stopTime;
  }

  /** Characters of the values as JSON, those of running turns not included. */
  get characters(): number {
    return this.length;
  }

  /** The number of turns that run now. */
  get runningTurns(): number {
    return this.turns.size;
  }

  /** Whether any turn has ended here. */
  get hasDoneTurns(): boolean {
    return !this.done.isEmpty;
  }

  /** Whether there is a value of this key, those of running turns included. */
  has(key: string): boolean {
    return this.values.has(key);
  }

  /** Whether an earlier attempt of a turn that is not done got as far as asking something. */
  hasBegun(turnId: string): boolean {
    return this.begun.includes(turnId);
  }

  /** Whether a turn's effects are already in the cell. */
  isDone(turnId: string): boolean {
    return this.done.has(turnId);
  }

  /** Starts a turn: its writes are kept apart until `commit`. */
  begin(turnId: string): TurnState {
    const turn = new TurnState(turnId, this.values);
    this.turns.add(turn);
    return turn;
  }

  /**
   * Makes a turn's writes durable together with its id.
   *
   * @throws DomainError `conflict` when another worker has claimed the cell since: nothing was written, and this
   *   conversation must be forgotten
   */
  async commit(turn: TurnState): Promise<void> {
    const changes = turn.changes();
    // Now: turns beside it may put something that is not JSON into a value meanwhile.
    const texts = jsonOf(changes.set);
    // Not of the turns beside it: they may yet be abandoned.
    const interacted = this.hasInteracted || turn.interacted;
    const commit = { turnId: turn.id, ...changes, interacted };
    const result = await this.store.commit(this.threadId, this.fence, commit);
    if (result === 'fenced') throw this.overtaken();
    this.turns.delete(turn);
    this.forgetAsks(turn);
    for (const other of this.turns) other.yieldTo(changes);
    this.own(texts, changes.set);
    this.hasInteracted ||= turn.interacted;
    this.done.add(turn.id);
    this.weigh(texts, changes.unset);
    this.onCommitted();
  }

  /** Ends a turn without keeping its writes. What it asked stays known: it is the same ask when the turn is run again. */
  abandon(turn: TurnState): void {
    this.forgetAsks(turn);
    if (this.turns.delete(turn)) turn.undo();
  }

  /**
   * Records, durably, that a turn waits for an answer from `now` (milliseconds since the epoch) for `timeoutMs`. An ask
   * that an earlier attempt of the turn opened keeps its deadline and, if there is one, its answer.
   *
   * @throws DomainError `conflict` when another worker has claimed the cell since
   */
  async openAsk(
    turn: TurnState,
    askId: string,
    timeoutMs: number,
    now: number,
  ): Promise<{ readonly deadline: number; readonly answer?: Json }> {
    // Before the store knows of it: its answer may come right behind.
    const pending = this.asks.get(askId) ?? new PendingAsk(turn.id);
    this.asks.set(askId, pending);
    const asked = { turnId: turn.id, deadline: now + timeoutMs };
    const ask = await this.store.openAsk(this.threadId, this.fence, askId, asked);
    if (ask === 'fenced') throw this.overtaken();
    if (ask.answer !== undefined) pending.settle(ask.answer);
    const { deadline, answer } = ask;
    return answer === undefined ? { deadline } : { deadline, answer };
  }

  /**
   * The answer to an ask that a running turn has opened; resolves at once if it was answered before.
   *
   * @param until rejects with its reason when it aborts before there is an answer
   * @throws DomainError `not_found` for an ask that no running turn has opened
   */
  async answerOf(askId: string, until: AbortSignal): Promise<Json> {
    const ask = this.asks.get(askId);
    if (!ask) throw new DomainError('not_found', `No running turn asks ${askId}; open the ask first.`);
    return ask.wait(until);
  }

  /** Gives the answer that counts to whoever waits for it here, now or later. */
  takeAnswer(askId: string, answer: Json): void {
    this.asks.get(askId)?.settle(answer);
  }

  /** Stops, durably, everything that was asked for until `at` (milliseconds since the epoch). */
  async stop(at: number): Promise<void> {
    this.stopTime = Math.max(this.stopTime, at);
    await this.store.stop(this.threadId, at);
  }

  /**
   * What a turn leaves behind is nobody else's from now on: its handler may have given the same object to another
   * key or conversation, or go on with it. Turns beside it that were handed it still change this one.
   */
  private own(texts: ReadonlyMap<string, string>, set: StoredCell['values']): void {
    for (const [key, json] of texts) {
      const value = set[key];
      if (typeof value !== 'object' || value === null || this.values.get(key) !== value) continue;
      if ([...this.turns].some((turn) => turn.uses(key))) continue;
      this.values.set(key, JSON.parse(json) as Json);
    }
  }

  private weigh(texts: ReadonlyMap<string, string>, unset: readonly string[] = []): void {
    for (const key of [...unset, ...texts.keys()]) {
      this.length -= this.lengths.get(key) ?? 0;
      this.lengths.delete(key);
    }
    for (const [key, { length }] of texts) {
      this.lengths.set(key, length);
      this.length += length;
    }
  }

  private forgetAsks(turn: TurnState): void {
    for (const [askId, ask] of this.asks) if (ask.turnId === turn.id) this.asks.delete(askId);
  }

  private overtaken(): DomainError {
    return new DomainError('conflict', `Another worker has taken over thread ${this.threadId}`);
  }
}

function jsonOf(values: StoredCell['values']): Map<string, string> {
  return new Map(Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)]));
}
