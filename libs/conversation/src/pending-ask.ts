import type { Json } from '#libs/contracts';

/** An ask of a turn that runs here, and who waits for its answer. */
export class PendingAsk {
  private answer: { readonly value: Json } | undefined;
  private readonly waiting = new Set<(answer: Json) => void>();

  constructor(readonly turnId: string) {}

  /** What counts as the answer from now on. */
  settle(value: Json): void {
    this.answer = { value };
    for (const resolve of this.waiting) resolve(value);
    this.waiting.clear();
  }

  /** Resolves with the answer, at once if it is known. Rejects with the signal's reason when that aborts first. */
  wait(until: AbortSignal): Promise<Json> {
    if (this.answer) return Promise.resolve(this.answer.value);
    return new Promise((resolve, reject) => {
      until.throwIfAborted();
      const give = (): void => {
        this.waiting.delete(take);
        reject(until.reason as Error);
      };
      const take = (answer: Json): void => {
        until.removeEventListener('abort', give);
        resolve(answer);
      };
      until.addEventListener('abort', give, { once: true });
      this.waiting.add(take);
    });
  }
}
