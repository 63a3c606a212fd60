import type { CellStore } from './cell-store.port.js';
import { Conversation } from './conversation.js';

/** Conversations kept in memory when nothing runs in them. */
const KEPT_CONVERSATIONS = 10_000;

/** The conversations that this worker has claimed. */
export class Conversations {
  private readonly claimed = new Map<string, Promise<Conversation>>();

  constructor(private readonly store: CellStore) {}

  /** The thread's conversation, claimed at first use. */
  claim(threadId: string): Promise<Conversation> {
    const known = this.claimed.get(threadId);
    if (known) return known;
    const claiming = this.store.claim(threadId).then((cell) => new Conversation(threadId, cell, this.store));
    this.claimed.set(threadId, claiming);
    claiming.catch(() => this.forget(threadId));
    if (this.claimed.size > KEPT_CONVERSATIONS) void this.evictOldest();
    return claiming;
  }

  /** The next use claims anew: another worker has, or may have, written since. */
  forget(threadId: string): void {
    this.claimed.delete(threadId);
  }

  private async evictOldest(): Promise<void> {
    for (const [threadId, claiming] of this.claimed) {
      const conversation = await claiming.catch(() => undefined);
      if (conversation && conversation.runningTurns > 0) continue;
      this.claimed.delete(threadId);
      return;
    }
  }
}
