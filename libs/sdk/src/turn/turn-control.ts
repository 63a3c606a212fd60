import type { AskAnsweredDto, StopRequestedDto } from '#libs/contracts';
import type { Conversations } from '#libs/conversation';
import type { EventContext } from '#libs/messaging';
import type { AskAnswers } from './ask-answers.js';
import type { RunningTurns } from './running-turns.js';

/** What acts on turns that run: it bypasses what waits in the thread. */
export class TurnControl {
  constructor(
    private readonly conversations: Conversations,
    private readonly running: RunningTurns,
    private readonly answers: AskAnswers,
  ) {}

  /** Stops what runs and what waits in the thread, but not what was asked for later; then `onStop` runs. */
  async stop({ threadId }: StopRequestedDto, { envelope }: EventContext): Promise<void> {
    const at = Date.parse(envelope.time);
    await this.conversations.stop(threadId, at);
    this.running.stop(threadId, at);
  }

  /** Takes an answer to what a turn asks; one that is not valid, late or not the first changes nothing. */
  async answer(event: AskAnsweredDto, { envelope }: EventContext): Promise<void> {
    await this.answers.take(event, Date.parse(envelope.time));
  }
}
