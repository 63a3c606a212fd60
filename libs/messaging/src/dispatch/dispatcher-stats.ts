/** What a dispatcher has done since it started. */
export class DispatcherCounters {
  /** Records whose handler finished. */
  handled = 0;
  /** Records that nobody here handles. */
  skipped = 0;
  /** Records that were finished in an earlier life, or delivered twice. */
  repeated = 0;
  /** Attempts that failed and were repeated. */
  retried = 0;
  /** Records that went to the dead letters. */
  deadLettered = 0;
  /** Handlers that ended after their partition was lost. */
  late = 0;
  /** Records taken and left to others: their partition was lost, or this member left. */
  abandoned = 0;
  commits = 0;
  failedCommits = 0;
}

/** The counters, and how things stand now. */
export type DispatcherStats = Readonly<DispatcherCounters> & {
  readonly partitions: number;
  /** Handlers that hold a slot. */
  readonly running: number;
  /** Records taken and not finished, those whose handlers gave their slot back left out. */
  readonly inFlight: number;
  readonly inFlightBytes: number;
  /** Whether delivery of any topic is paused. */
  readonly paused: boolean;
};
