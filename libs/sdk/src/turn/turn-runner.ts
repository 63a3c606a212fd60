import type { PersistedUserDto } from '#libs/contracts';
import type { Conversation, Conversations } from '#libs/conversation';
import type { FileStore } from '#libs/files';
import type { LivePlane } from '#libs/live';
import { isTransient, RetryLater } from '#libs/messaging';
import type { EventContext, EventPublisher, RequestClient } from '#libs/messaging';
import { DomainError } from '#libs/platform';
import type { Clock } from '#libs/platform';
import { TurnOutputs } from '../output/turn-outputs.js';
import { AskQueue } from './ask-queue.js';
import { whileEnding } from './ending-mark.js';
import type { RunningTurns } from './running-turns.js';
import type { SessionFacts } from './session-facts.js';
import { TimeLimit } from './time-limit.js';
import { TurnEndedError, TurnMoved } from './turn-errors.js';
import { BEGUN_KEY } from './turn-plan.js';
import type { TurnPlan } from './turn-plan.js';
import type { TurnPlayer } from './turn-player.js';
import { Turn } from './turn.js';

/** What a worker runs turns with. */
export interface TurnRunnerParts {
  /** The app's name as users read it. */
  readonly appTitle: string;
  readonly timeoutSeconds: number;
  readonly conversations: Conversations;
  readonly running: RunningTurns;
  readonly player: TurnPlayer;
  readonly facts: SessionFacts;
  readonly publisher: EventPublisher;
  readonly requests: RequestClient;
  readonly files: FileStore;
  readonly live: LivePlane;
  readonly clock: Clock;
}

/** Runs turns: each in its conversation's cell, once, until its effects are durable. */
export class TurnRunner {
  private readonly asks = new AskQueue();
  private readonly lastRuns = new WeakMap<Conversation, string>();

  constructor(private readonly parts: TurnRunnerParts) {}

  /** Resolves once the turn needs no more here: its effects are durable, or there was nothing to do. */
  async run(plan: TurnPlan, context: EventContext): Promise<void> {
    if (context.signal.aborted) throw new TurnEndedError('the turn moved to another worker');
    const { threadId, session: begun } = plan.event;
    const { conversations, facts } = this.parts;
    if (plan.waitsForEnding) await whileEnding(this.parts, { owner: begun.owner, threadId }, context);
    const session = await facts.current(begun);
    const env = await facts.envOf(session);
    const renewed = plan.renewsUser ? await facts.userOf(session) : undefined;
    const conversation = await conversations.claim(threadId, context.held);
    const { id } = context.envelope;
    if (conversation.isDone(id)) return this.finish(plan, conversation, undefined);
    if (plan.isDue && !plan.isDue(conversation, id)) return;
    const outputs = this.outputsOf(id, plan, conversation);
    const turn = this.begin(plan, context, { conversation, outputs, session, env, renewed });
    const failure = await this.complete(turn, plan, context, conversation, outputs);
    await this.finish(plan, conversation, failure);
  }

  private begin(
    plan: TurnPlan,
    context: EventContext,
    {
      session,
      ...found
    }: Pick<Turn, 'env' | 'session'> & {
      readonly conversation: Conversation;
      readonly outputs: TurnOutputs;
      readonly renewed: PersistedUserDto | undefined;
    },
  ): Turn {
    const { clock, appTitle, files, requests, running } = this.parts;
    const turn = new Turn({
      ...found,
      id: context.envelope.id,
      event: { ...plan.event, session },
      askedAt: Date.parse(context.envelope.time),
      clock,
      appTitle,
      hasRun: plan.run !== undefined,
      lastRunId: this.lastRuns.get(found.conversation),
      files,
      requests,
      asks: this.asks,
      context,
    });
    if (plan.isTold && !running.isBusy(turn.threadId)) found.outputs.show({ kind: 'task', running: true });
    running.add(turn, { ...plan, conversation: found.conversation });
    return turn;
  }

  /** @returns the words that the user was told about why the turn failed */
  private async complete(
    turn: Turn,
    plan: TurnPlan,
    context: EventContext,
    conversation: Conversation,
    outputs: TurnOutputs,
  ): Promise<string | undefined> {
    const { clock, conversations, facts, player, running, timeoutSeconds } = this.parts;
    const lost = (): void => turn.cancel(new TurnMoved('another worker has the turn now'));
    context.signal.addEventListener('abort', lost, { once: true });
    const limit = new TimeLimit(turn, timeoutSeconds, clock);
    try {
      const failure = await player.play(turn, conversation, plan);
      if (plan.endsStart && !turn.state.has(BEGUN_KEY)) turn.state.set(BEGUN_KEY, true);
      const patch = turn.userChanges.patch();
      turn.close();
      await outputs.settle();
      if (patch) await facts.sendPatch(turn.session.owner, patch, turn.id);
      await conversation.commit(turn.state);
      if (turn.runId !== undefined) this.lastRuns.set(conversation, turn.runId);
      return failure;
    } catch (error) {
      // It will be run again, here or elsewhere.
      if (isTransient(error) || isConflict(error)) turn.cancel(new TurnMoved('the turn is run again'));
      turn.close();
      conversation.abandon(turn.state);
      conversations.forget(turn.threadId);
      running.remove(turn);
      // What is claimed anew is not theirs any more: they would find out at their ends only.
      if (!(error instanceof TurnMoved)) running.runAgain(conversation);
      // A record that goes to the dead letters must not leave its thread waiting.
      if (plan.isTold && !context.signal.aborted && !(error instanceof TurnMoved))
        outputs.show({ kind: 'task', running: false });
      throw asTransient(error);
    } finally {
      limit.end();
      context.signal.removeEventListener('abort', lost);
      running.remove(turn);
    }
  }

  /** What follows once the turn is durable, also when whoever made it so died before that. */
  private async finish(
    plan: TurnPlan,
    { threadId }: Conversation,
    failure: string | undefined,
  ): Promise<void> {
    const { live, running } = this.parts;
    await plan.ended?.(failure);
    if (plan.isTold && !running.isBusy(threadId))
      void live.emit(threadId, [{ kind: 'task', running: false }]);
  }

  private outputsOf(turnId: string, { event }: TurnPlan, conversation: Conversation): TurnOutputs {
    const { publisher, live, clock } = this.parts;
    return new TurnOutputs(turnId, event, conversation, publisher, live, clock);
  }
}

function asTransient(error: unknown): unknown {
  if (error instanceof TurnMoved) return new RetryLater(error.message);
  return isConflict(error) ? new DomainError('unavailable', error.message, { cause: error }) : error;
}

/** Another worker has claimed the conversation since. */
function isConflict(error: unknown): error is DomainError {
  return error instanceof DomainError && error.code === 'conflict';
}
