import { inspect } from 'node:util';
import type { Conversation } from '#libs/conversation';
import { DomainError } from '#libs/platform';
import type { LoggerPort } from '#libs/platform';
import type { Answer } from '../app/chat-hooks.js';
import type { HandlerTable } from '../app/handler-table.js';
import { Message } from '../output/message.js';
import { unlessAborted } from './ask-queue.js';
import { ChatContext } from './chat-context.js';
import type { OfferedProfiles } from './offered-profiles.js';
import { ProfileRefused, StoppedByUser, TurnEndedError, TurnMoved, UserFacingError } from './turn-errors.js';
import type { TurnPlan } from './turn-plan.js';
import { runInTurn } from './turn-scope.js';
import type { Turn } from './turn.js';

const SHORTEST_KEY = 6;

/** What the user is told of a turn that was stopped. */
const STOPPED = 'Task manually stopped.';
/** Characters that a user is told about an error at the most. */
const MAX_ERROR_LENGTH = 10_000;

/** Runs a turn's handler and shows what comes of it, or why nothing does. */
export class TurnPlayer {
  constructor(
    private readonly handlers: HandlerTable,
    private readonly profiles: OfferedProfiles,
    private readonly logger: LoggerPort,
  ) {}

  /**
   * @returns the words that the user was told about why the turn failed; undefined when it did not
   * @throws TurnEndedError or TurnMoved when the turn is somebody else's now
   */
  async play(turn: Turn, conversation: Conversation, plan: TurnPlan): Promise<string | undefined> {
    await plan.prepare?.(turn);
    const endRun = showRun(turn, plan);
    let failure: string | undefined;
    try {
      turn.userChanges.renew();
      turn.chatProfile = await unlessAborted(this.profileOf(turn), turn.signal);
      if (plan.isStoppable && turn.askedAt <= conversation.stoppedAt) throw new StoppedByUser(true);
      await callHandler(turn, plan);
      turn.completeOpenTexts();
      turn.assertKeepable();
    } catch (error) {
      failure = await this.showFailure(turn, plan, error);
    }
    endRun(failure !== undefined);
    return failure;
  }

  private async profileOf({ session, userChanges }: Turn): Promise<string | undefined> {
    if (!this.profiles.exist) return session.chatProfile;
    return this.profiles.choose(session.chatProfile, userChanges.describe(), session.language);
  }

  private async showFailure(turn: Turn, plan: TurnPlan, error: unknown): Promise<string> {
    // What counts is why the turn was cancelled, not what its handler made of it.
    const reason: unknown = turn.signal.aborted ? turn.signal.reason : error;
    if (turn.signal.aborted && (reason instanceof TurnEndedError || reason instanceof TurnMoved))
      throw reason;
    if (!(reason instanceof StoppedByUser)) return this.showError(turn, plan, reason);
    try {
      turn.completeOpenTexts();
      await new Message({ content: STOPPED }, turn).send();
      const onStop = reason.runsHook && this.handlers.find('onStop', turn.chatProfile);
      if (onStop)
        await unlessAborted(
          runInTurn(turn, async () => onStop(new ChatContext(turn))),
          turn.overdue,
        );
      turn.completeOpenTexts();
      turn.assertKeepable();
    } catch (failure) {
      return this.showError(turn, plan, failure);
    }
    return STOPPED;
  }

  private showError(turn: Turn, plan: TurnPlan, error: unknown): string {
    try {
      turn.completeOpenTexts();
    } catch {
      // What is too large is gone from the screens; the first error is the one to be told.
    }
    turn.undo();
    const isForUser = error instanceof UserFacingError || isAboutTheApp(error);
    const what = error instanceof Error ? String(error) : inspect(error);
    const report = withoutEnv(turn, `turn ${turn.id} of thread ${turn.threadId} failed: ${what}`);
    if (error instanceof UserFacingError) this.logger.warn(report);
    else this.logger.error(report, error instanceof Error ? withoutEnv(turn, error.stack ?? '') : undefined);
    const text = isForUser
      ? error.message.slice(0, MAX_ERROR_LENGTH)
      : `Something went wrong while answering. Reference: ${turn.id}`;
    // Once is enough: who may not have the profile is told when they open the chat, and whenever they say something.
    if (error instanceof ProfileRefused && !plan.isTold) return text;
    const step = turn.newStep({
      type: 'assistant_message',
      name: 'Error',
      parentId: turn.parentId,
      isError: true,
    });
    turn.completeStep(step, text, 'created');
    return text;
  }
}

/** Shows the turn's run step, if it has one; returns what shows its end. */
function showRun(turn: Turn, { run }: TurnPlan): (failed: boolean) => void {
  if (!run) return () => undefined;
  const step = turn.newStep({
    ...(turn.runId ? { id: turn.runId } : {}),
    type: 'run',
    name: run.name,
    parentId: run.parentId,
    input: '',
  });
  turn.showStep(step, 'created');
  return (failed) =>
    turn.showStep({ ...step, input: run.input, isError: failed, end: turn.timestamp() }, 'updated');
}

async function callHandler(turn: Turn, plan: TurnPlan): Promise<void> {
  const handled = runInTurn(turn, async () => showAnswer(turn, await plan.call(new ChatContext(turn), turn)));
  // A handler that goes on after its turn was cancelled can show nothing any more; what it throws is of no use.
  handled.catch(() => undefined);
  await unlessAborted(handled, turn.signal);
}

/** Keys that users supply are in no log: libraries repeat them in their errors. What is shorter is no key, but a word. */
function withoutEnv({ env }: Turn, text: string): string {
  const keys = Object.values(env).filter(({ length }) => length >= SHORTEST_KEY);
  return keys.reduce((rest, key) => rest.replaceAll(key, '…'), text);
}

/** What the SDK refused, in words that tell nothing but what the handler did. */
function isAboutTheApp(error: unknown): error is DomainError {
  return error instanceof DomainError && ['invalid_input', 'too_large'].includes(error.code);
}

function isTextSource(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  return Symbol.asyncIterator in answer || Symbol.iterator in answer || 'getReader' in answer;
}

async function showAnswer(turn: Turn, answer: Awaited<Answer>): Promise<void> {
  if (answer === undefined || answer === null) return;
  if (answer instanceof Message) return answer.sendOnce();
  if (typeof answer !== 'string' && !isTextSource(answer))
    throw new DomainError(
      'invalid_input',
      `A handler answers with a text, texts one after another or a Message, and this one with ${typeof answer}. Show other things by ctx.send.`,
    );
  const message = new Message(typeof answer === 'string' ? answer : {}, turn);
  await (typeof answer === 'string' ? message.send() : message.stream(answer));
}
