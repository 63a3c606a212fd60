import type { Json } from '#libs/contracts';
import type { AnswerResult, CellStore } from './cell-store.port.js';
import { Conversation } from './conversation.js';

/** Conversations kept in memory when nothing runs in them. */
const KEPT_CONVERSATIONS = 10_000;

interface Claimed {
  readonly conversation: Promise<Conversation>;
  readonly held: AbortSignal | undefined;
}

/** The conversations that this worker has claimed. */
export class Conversations {
  private readonly claimed = new Map<string, Claimed>();

  constructor(private readonly store: CellStore) {}

  /**
   * The thread's conversation, claimed at first use.
   *
   * @param held once it aborts another worker may have written: the next use claims anew
   */
  claim(threadId: string, held?: AbortSignal): Promise<Conversation> {
    const known = this.claimed.get(threadId);
    if (known && !known.held?.aborted) return known.conversation;
    const conversation = this.store
      .claim(threadId)
      .then((cell) => new Conversation(threadId, cell, this.store));
    const claimed = { conversation, held };
    this.claimed.set(threadId, claimed);
    conversation.catch(() => {
      if (this.claimed.get(threadId) === claimed) this.forget(threadId);
    });
    if (this.claimed.size > KEPT_CONVERSATIONS) void this.evictOldest();
    return conversation;
  }

  /** Stops, durably, everything in the thread that was asked for until `at` (milliseconds since the epoch). */
  async stop(threadId: string, at: number): Promise<void> {
    const conversation = await this.known(threadId);
    await (conversation ? conversation.stop(at) : this.store.stop(threadId, at));
  }

  /**
   * Records, durably, the answer to an ask of the thread, given at `at` (milliseconds since the epoch). A turn that
   * waits for it here gets it; one that is run later, wherever, has it from the beginning.
   */
  async answer(threadId: string, askId: string, answer: Json, at: number): Promise<AnswerResult> {
    // The store first: who opens the ask from then on is told by it, whoever did before is found afterwards.
    const result = await this.store.answerAsk(threadId, askId, answer, at);
    if (result === 'taken') (await this.known(threadId))?.takeAnswer(askId, answer);
    return result;
  }

  /** The next use claims anew: another worker has, or may have, written since. */
  forget(threadId: string): void {
    this.claimed.delete(threadId);
  }

  private async known(threadId: string): Promise<Conversation | undefined> {
    return this.claimed.get(threadId)?.conversation.catch(() => undefined);
  }

  private async evictOldest(): Promise<void> {
    for (const [threadId, { conversation }] of this.claimed) {
      const idle = await conversation.catch(() => undefined);
      if (idle && idle.runningTurns > 0) continue;
      this.claimed.delete(threadId);
      return;
    }
  }
}
