/** Whoever waits for something to become true, looked after whenever something has changed. */
export class Changes {
  private waiting: { readonly condition: () => boolean; readonly resolve: () => void }[] = [];

  /** Something has changed. */
  happened(): void {
    const due = this.waiting.filter(({ condition }) => condition());
    this.waiting = this.waiting.filter((waiter) => !due.includes(waiter));
    for (const { resolve } of due) resolve();
  }

  /** Resolves as soon as the condition holds, at once if it does. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ condition, resolve }));
  }
}
