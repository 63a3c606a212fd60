import type { Json } from '#libs/contracts';
import type { AnswerResult, CellStore } from './cell-store.port.js';
import { Conversation } from './conversation.js';

/** Conversations kept in memory when nothing runs in them. */
const KEPT_CONVERSATIONS = 10_000;

/** Characters of their values, as JSON, kept in memory. In memory values take two or three times the room. */
const KEPT_CHARACTERS = 64 * 1024 * 1024;

/** At each claim so many of the longest unused are looked at: if all of them are in use, the next claims go on from there. */
const LOOKED_AT = 16;

interface Claimed {
  readonly conversation: Promise<Conversation>;
  readonly held: AbortSignal | undefined;
  /** Absent while it is being claimed. */
  ready?: Conversation;
  /** Its share of what is kept. */
  characters: number;
}

/** The conversations that this worker has claimed. When they are many, those that were not used for longest go. */
export class Conversations {
  /** The longest unused first. */
  private readonly claimed = new Map<string, Claimed>();
  private characters = 0;

  constructor(private readonly store: CellStore) {}

  /**
   * The thread's conversation, claimed at first use.
   *
   * @param held once it aborts another worker may have written: the next use claims anew
   */
  claim(threadId: string, held?: AbortSignal): Promise<Conversation> {
    const known = this.claimed.get(threadId);
    this.forget(threadId);
    const claimed = known && !known.held?.aborted ? known : this.claimAnew(threadId, held);
    this.keep(threadId, claimed);
    this.makeRoom();
    return claimed.conversation;
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
    this.characters -= this.claimed.get(threadId)?.characters ?? 0;
    this.claimed.delete(threadId);
  }

  private async known(threadId: string): Promise<Conversation | undefined> {
    return this.claimed.get(threadId)?.conversation.catch(() => undefined);
  }

  private claimAnew(threadId: string, held: AbortSignal | undefined): Claimed {
    const weigh = (): void => this.weigh(threadId, claimed);
    const conversation = this.store
      .claim(threadId)
      .then((cell) => new Conversation(threadId, cell, this.store, weigh));
    const claimed: Claimed = { conversation, held, characters: 0 };
    conversation.then(
      (ready) => {
        claimed.ready = ready;
        weigh();
      },
      () => {
        if (this.claimed.get(threadId) === claimed) this.forget(threadId);
      },
    );
    return claimed;
  }

  private weigh(threadId: string, claimed: Claimed): void {
    if (this.claimed.get(threadId) !== claimed) return;
    this.forget(threadId);
    this.keep(threadId, claimed);
  }

  private keep(threadId: string, claimed: Claimed): void {
    claimed.characters = claimed.ready?.characters ?? 0;
    this.characters += claimed.characters;
    this.claimed.set(threadId, claimed);
  }

  private makeRoom(): void {
    let lookedAt = 0;
    for (const [threadId, claimed] of this.claimed) {
      const isRoom = this.claimed.size <= KEPT_CONVERSATIONS && this.characters <= KEPT_CHARACTERS;
      if (isRoom || lookedAt === LOOKED_AT) return;
      lookedAt += 1;
      this.forget(threadId);
      const isUsed = !claimed.ready || claimed.ready.runningTurns > 0;
      if (isUsed) this.keep(threadId, claimed);
    }
  }
}
