import type { Conversation } from '#libs/conversation';
import type { AskFrame } from '#libs/live';
import { StoppedByUser, TurnMoved } from './turn-errors.js';
import type { Turn } from './turn.js';

interface Running extends RunningTurn {
  readonly conversation: Conversation;
}

/** What runs in this worker now, by thread. */
export class RunningTurns {
  private readonly threads = new Map<string, Map<Turn, Running>>();

  add(turn: Turn, about: Running): void {
    const turns = this.threads.get(turn.threadId) ?? new Map<Turn, Running>();
    this.threads.set(turn.threadId, turns.set(turn, about));
  }

  remove(turn: Turn): void {
    const turns = this.threads.get(turn.threadId);
    turns?.delete(turn);
    if (turns?.size === 0) this.threads.delete(turn.threadId);
  }

  /** Whether anything runs in the thread that its screens are told of. */
  isBusy(threadId: string): boolean {
    return [...(this.threads.get(threadId)?.values() ?? [])].some(({ isTold }) => isTold);
  }

  /** Ends what was asked for until `at` (milliseconds since the epoch), and may be stopped. */
  stop(threadId: string, at: number): void {
    const stopped = [...(this.threads.get(threadId) ?? [])]
      .filter(([turn, { isStoppable }]) => isStoppable && turn.askedAt <= at)
      .map(([turn]) => turn);
    for (const [index, turn] of stopped.entries()) turn.cancel(new StoppedByUser(index === 0));
  }

  /** Ends turns whose conversation has been given up: they are run again in it as it is then. */
  runAgain(conversation: Conversation): void {
    for (const [turn, about] of this.threads.get(conversation.threadId) ?? [])
      if (about.conversation === conversation) turn.cancel(new TurnMoved('the conversation is claimed anew'));
  }

  /** What a turn of the thread asks here under this id. */
  asked(threadId: string, askId: string): AskFrame | undefined {
    for (const turn of this.threads.get(threadId)?.keys() ?? []) {
      const asked = turn.asks.pendingOf(askId);
      if (asked) return asked;
    }
    return undefined;
  }
}

/** How a turn appears to those who look at its thread. */
export interface RunningTurn {
  /** Whether screens are told that something runs. */
  readonly isTold: boolean;
  readonly isStoppable: boolean;
}
