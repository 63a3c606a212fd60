import type {
  ChatStartedDto,
  ConversationEventDto,
  MessageReceivedDto,
  StopRequestedDto,
} from '#libs/contracts';
import type { Conversation, Conversations } from '#libs/conversation';
import type { LivePlane } from '#libs/live';
import type { EventContext, EventPublisher } from '#libs/messaging';
import { DomainError } from '#libs/platform';
import type { Clock, LoggerPort } from '#libs/platform';
import type { Answer, ChatApp } from '../app/chat-app.js';
import { Message } from '../output/message.js';
import { TurnOutputs } from '../output/turn-outputs.js';
import { ChatContext } from './chat-context.js';
import { incomingMessageOf } from './incoming-message.js';
import { TurnEndedError, UserFacingError } from './turn-errors.js';
import { runInTurn } from './turn-scope.js';
import { Turn } from './turn.js';

/** Characters of a thread's name, which is its first message. */
const THREAD_NAME_LENGTH = 255;

/** What a worker runs turns with. */
export interface TurnRunnerParts {
  readonly app: ChatApp;
  readonly appTitle: string;
  readonly conversations: Conversations;
  readonly publisher: EventPublisher;
  readonly live: LivePlane;
  readonly clock: Clock;
  readonly logger: LoggerPort;
}

interface TurnPlan {
  readonly runName: string;
  readonly parentId: string | null;
  readonly input: string;
  /** Before the run step is shown. */
  prepare?(turn: Turn, outputs: TurnOutputs, conversation: Conversation): void;
  call(ctx: ChatContext): Answer;
}

class StoppedByUser extends Error {}

/** Runs a chat app's handlers, one turn for each inbound event. */
export class TurnRunner {
  private readonly running = new Map<string, Set<Turn>>();

  constructor(private readonly parts: TurnRunnerParts) {}

  /** Runs `onChatStart`, once per conversation. */
  async onChatStarted(event: ChatStartedDto, context: EventContext): Promise<void> {
    const { onChatStart } = this.parts.app.definition;
    if (!onChatStart) return;
    const conversation = await this.parts.conversations.claim(event.threadId, context.held);
    if (conversation.interacted) return;
    await this.run(event, context, conversation, {
      runName: 'on_chat_start',
      parentId: null,
      input: '{}',
      call: (ctx) => onChatStart(ctx),
    });
  }

  /** Runs `onMessage`. */
  async onMessageReceived(event: MessageReceivedDto, context: EventContext): Promise<void> {
    const { onMessage } = this.parts.app.definition;
    const conversation = await this.parts.conversations.claim(event.threadId, context.held);
    const { message } = event;
    await this.run(event, context, conversation, {
      runName: 'on_message',
      parentId: message.id,
      input: message.output,
      prepare: (turn, outputs) => {
        const isFirst = !conversation.interacted;
        turn.state.interacted = true;
        turn.showStep(message, 'created', event.session.id);
        if (!isFirst) return;
        const name = message.output.slice(0, THREAD_NAME_LENGTH);
        outputs.add({ kind: 'thread-named', name });
        outputs.show({ kind: 'first-interaction', interaction: message.output });
      },
      call: (ctx) => onMessage?.(incomingMessageOf(message), ctx),
    });
  }

  /** Stops what runs and what waits in the thread, but not what was asked for later; then `onStop` runs. */
  async onStopRequested(event: StopRequestedDto, context: EventContext): Promise<void> {
    const at = Date.parse(context.envelope.time);
    await this.parts.conversations.stop(event.threadId, at);
    for (const turn of this.running.get(event.threadId) ?? [])
      if (turn.askedAt <= at) turn.cancel(new StoppedByUser());
  }

  private async run(
    event: ConversationEventDto,
    context: EventContext,
    conversation: Conversation,
    plan: TurnPlan,
  ): Promise<void> {
    if (context.signal.aborted) throw new TurnEndedError('the turn moved to another worker');
    const { publisher, live, clock, appTitle } = this.parts;
    const { id, time } = context.envelope;
    const outputs = new TurnOutputs(id, event, conversation, publisher, live, clock);
    if (conversation.isDone(id)) {
      // Whoever ran it may have died before it could say so.
      if (conversation.runningTurns === 0) outputs.show({ kind: 'task', running: false });
      return;
    }
    const askedAt = Date.parse(time);
    const turn = new Turn({ id, event, askedAt, conversation, outputs, clock, appTitle });
    const lost = (): void => turn.cancel(new TurnEndedError('the turn moved to another worker'));
    context.signal.addEventListener('abort', lost, { once: true });
    this.track(turn);
    try {
      if (conversation.runningTurns === 1) outputs.show({ kind: 'task', running: true });
      await this.play(turn, outputs, conversation, plan);
      turn.close();
      await outputs.settle();
      await conversation.commit(turn.state);
    } catch (error) {
      turn.close();
      conversation.abandon(turn.state);
      this.parts.conversations.forget(event.threadId);
      // A record that goes to the dead letters must not leave its thread waiting.
      if (!context.signal.aborted) outputs.show({ kind: 'task', running: false });
      throw error instanceof DomainError && error.code === 'conflict'
        ? new DomainError('unavailable', error.message, { cause: error })
        : error;
    } finally {
      context.signal.removeEventListener('abort', lost);
      this.untrack(turn);
    }
    if (conversation.runningTurns === 0) outputs.show({ kind: 'task', running: false });
  }

  private async play(
    turn: Turn,
    outputs: TurnOutputs,
    conversation: Conversation,
    plan: TurnPlan,
  ): Promise<void> {
    plan.prepare?.(turn, outputs, conversation);
    const run = turn.newStep({
      id: turn.runId,
      type: 'run',
      name: plan.runName,
      parentId: plan.parentId,
      input: '',
    });
    turn.showStep(run, 'created');
    let failed = false;
    try {
      if (turn.askedAt <= conversation.stoppedAt) throw new StoppedByUser();
      await this.callHandler(turn, plan);
      turn.completeOpenTexts();
      turn.state.changes();
    } catch (error) {
      failed = true;
      await this.showFailure(turn, error);
    }
    turn.showStep({ ...run, input: plan.input, isError: failed, end: turn.timestamp() }, 'updated');
  }

  private async callHandler(turn: Turn, plan: TurnPlan): Promise<void> {
    const cancelled = new Promise<never>((_, reject) => {
      turn.signal.addEventListener('abort', () => reject(turn.signal.reason as Error), { once: true });
    });
    const handled = runInTurn(turn, async () => show(turn, await plan.call(new ChatContext(turn))));
    // A handler that goes on after its turn was cancelled can show nothing any more; what it throws is of no use.
    handled.catch(() => undefined);
    await Promise.race([handled, cancelled]);
  }

  private async showFailure(turn: Turn, error: unknown): Promise<void> {
    if (error instanceof TurnEndedError) throw error;
    if (!(error instanceof StoppedByUser)) return this.showError(turn, error);
    try {
      turn.completeOpenTexts();
      await new Message({ content: 'Task manually stopped.' }, turn).send();
      await runInTurn(turn, () => this.parts.app.definition.onStop?.(new ChatContext(turn)));
      turn.completeOpenTexts();
      turn.state.changes();
    } catch (failure) {
      this.showError(turn, failure);
    }
  }

  private showError(turn: Turn, error: unknown): void {
    try {
      turn.completeOpenTexts();
    } catch {
      // What is too large is gone from the screens; the first error is the one to be told.
    }
    turn.state.undo();
    const isForUser = error instanceof UserFacingError || isAboutTheApp(error);
    this.parts.logger.error(
      `turn ${turn.id} of thread ${turn.threadId} failed: ${String(error)}`,
      error instanceof Error ? error.stack : undefined,
    );
    const text = isForUser ? error.message : `Something went wrong while answering. Reference: ${turn.id}`;
    const step = turn.newStep({
      type: 'assistant_message',
      name: 'Error',
      parentId: turn.runId,
      isError: true,
    });
    turn.completeStep(step, text, 'created');
  }

  private track(turn: Turn): void {
    const turns = this.running.get(turn.threadId) ?? new Set();
    this.running.set(turn.threadId, turns.add(turn));
  }

  private untrack(turn: Turn): void {
    const turns = this.running.get(turn.threadId);
    turns?.delete(turn);
    if (turns?.size === 0) this.running.delete(turn.threadId);
  }
}

/** What the SDK refused, in words that tell nothing but what the handler did. */
function isAboutTheApp(error: unknown): error is DomainError {
  return error instanceof DomainError && ['invalid_input', 'too_large'].includes(error.code);
}

async function show(turn: Turn, answer: Awaited<Answer>): Promise<void> {
  if (answer === undefined) return;
  const message = new Message(typeof answer === 'string' ? answer : {}, turn);
  await (typeof answer === 'string' ? message.send() : message.stream(answer));
}
