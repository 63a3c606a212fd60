/** Lets the questions of a conversation be asked one after another: a page shows one at a time. */
export class AskQueue {
  private readonly last = new Map<string, Promise<void>>();

  /** Asks once every question before it has ended; gives up, without asking, when the signal aborts before that. */
  async inTurn<T>(threadId: string, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
    const before = this.last.get(threadId);
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const mine = Promise.all([before, ended]).then(() => undefined);
    this.last.set(threadId, mine);
    try {
      if (before) await unlessAborted(before, signal);
      return await ask();
    } finally {
      end();
      if (this.last.get(threadId) === mine) this.last.delete(threadId);
    }
  }
}

/** @throws the signal's reason once it aborts */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let give: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    // Whatever the reason is, it is an Error: turns are cancelled with nothing else.
    give = () => reject(signal.reason as Error);
    signal.addEventListener('abort', give, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', give);
  }
}
