import type { IncomingRecord } from '../log-transport.port.js';

/** What a handler is told besides its data. */
export interface WorkContext {
  /** Counted from 1 within this assignment. */
  readonly attempt: number;
  /** Aborts when the record belongs to somebody else now: nothing may be published or stored for it any more. */
  readonly signal: AbortSignal;
  /**
   * One for all that comes while this member holds the record's partition; aborts once it does not. What was kept in
   * memory about a key until then may be outdated when the key comes back.
   */
  readonly held: AbortSignal;
  /**
   * Aborts when this member leaves: what is given up now, by a `RetryLater`, is taken up by another member at once.
   * What goes on may finish for as long as the drain allows.
   */
  readonly leaving: AbortSignal;
  /**
   * Waits without holding a slot, so that others can run; the record stays open and its key and lane stay taken.
   * For waits of seconds to hours, such as one for a person's answer.
   */
  parked<T>(wait: () => Promise<T>): Promise<T>;
}

/** What is to be done with a record. */
export interface Work {
  /** Records of one key and lane run one after another. A record without a key is ordered against nothing. */
  readonly lane: string;
  run(context: WorkContext): Promise<void> | void;
}

/**
 * Finds the work in a record; undefined when nobody here handles it.
 *
 * @throws InvalidRecord when the record can never be handled
 */
export type FindWork = (record: IncomingRecord) => Work | undefined;
