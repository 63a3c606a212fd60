import { ReadThread } from '#libs/contracts';
import type { Json, SessionDto, StepDto } from '#libs/contracts';
import type { TurnState } from '#libs/conversation';
import type { RequestClient } from '#libs/messaging';
import type { Clock } from '#libs/platform';

/** The cell's key of the conversation's messages, kept once they are asked for. */
export const CHAT_KEY = 'heddle:chat';

/** Bytes of the messages that are kept, as JSON: the newest ones. */
const MAX_CHAT_BYTES = 60_000;

/** For so long the history may be behind; it is looked at again so often. */
const PATIENCE_MS = 3_000;
const LOOK_EVERY_MS = 50;

/** Who says a message, in the words of models. */
export type ChatRole = 'user' | 'assistant' | 'system';

/** A message of a conversation. */
export interface ChatMessage {
  readonly id: string;
  readonly role: ChatRole;
  readonly content: string;
}

/** What the conversation's messages need of the turn that looks at them. */
interface SpeakingTurn {
  readonly threadId: string;
  readonly session: SessionDto;
  readonly signal: AbortSignal;
  readonly state: TurnState;
  readonly requests: RequestClient;
  assertOpen(what: string): void;
}

const ROLES: ReadonlyMap<string, ChatRole> = new Map([
  ['user_message', 'user'],
  ['assistant_message', 'assistant'],
  ['system_message', 'system'],
]);

/** A turn's view of the conversation's messages, for those who ask a model. */
export class ChatMessages {
  /** What the turn itself said and was told. */
  private readonly own = new Map<string, ChatMessage>();

  /** @param before what ran in the conversation before this turn: the history may be behind it */
  constructor(
    private readonly turn: SpeakingTurn,
    private readonly before: { readonly hasTurns: boolean; readonly lastRunId: string | undefined },
    private readonly clock: Clock,
  ) {}

  /** The newest messages, oldest first, as many as fit into 60 KB: of a longer one its beginning. From the first call on they are kept in the cell. */
  async all(): Promise<ChatMessage[]> {
    return this.kept() ?? (await this.begin());
  }

  /** Adds one that is not shown. */
  async add(message: ChatMessage): Promise<void> {
    await this.all();
    this.put(message);
  }

  /** A message of the thread is shown, or is shown differently. Errors are none. */
  shown(step: StepDto): void {
    const role = step.isError ? undefined : ROLES.get(step.type);
    if (!role) return;
    const message = { id: step.id, role, content: step.output };
    this.own.set(step.id, message);
    if (this.kept()) this.put(message);
  }

  /** A message is gone. */
  removed(id: string): void {
    this.own.delete(id);
    const kept = this.kept();
    if (kept?.some((message) => message.id === id)) this.keep(kept.filter((message) => message.id !== id));
  }

  private kept(): ChatMessage[] | undefined {
    return this.turn.state.get(CHAT_KEY) as ChatMessage[] | undefined;
  }

  private keep(messages: readonly ChatMessage[]): ChatMessage[] {
    this.turn.assertOpen('chatContext');
    const newest = newestOf(messages);
    this.turn.state.set(CHAT_KEY, newest as unknown as Json);
    return newest;
  }

  private put(message: ChatMessage): void {
    const kept = this.kept() ?? [];
    const at = kept.findIndex(({ id }) => id === message.id);
    this.keep(at < 0 ? [...kept, message] : kept.with(at, message));
  }

  private async begin(): Promise<ChatMessage[]> {
    const said = new Map((await this.history()).map((message) => [message.id, message]));
    // Another call of this turn's may have begun meanwhile.
    const kept = this.kept();
    if (kept) return kept;
    for (const message of this.own.values()) said.set(message.id, message);
    return this.keep([...said.values()]);
  }

  /** What was said before this turn, from the history. */
  private async history(): Promise<ChatMessage[]> {
    if (!this.before.hasTurns) return [];
    const { clock, turn } = this;
    const until = clock.now() + PATIENCE_MS;
    let steps = await this.storedSteps();
    while (!this.isUpToDate(steps) && clock.now() < until) {
      await clock.sleep(LOOK_EVERY_MS, turn.signal);
      steps = await this.storedSteps();
    }
    return steps.flatMap((step) => {
      const role = step.isError ? undefined : ROLES.get(step.type);
      return role ? [{ id: step.id, role, content: step.output }] : [];
    });
  }

  private async storedSteps(): Promise<readonly StepDto[]> {
    const { threadId, session, requests } = this.turn;
    const { thread } = await requests.ask(ReadThread, { threadId, owner: session.owner });
    return thread?.steps ?? [];
  }

  private isUpToDate(steps: readonly StepDto[]): boolean {
    const { lastRunId } = this.before;
    return lastRunId === undefined || steps.some(({ id, end }) => id === lastRunId && Boolean(end));
  }
}

function newestOf(messages: readonly ChatMessage[]): ChatMessage[] {
  let bytes = 2;
  const forgotten = messages.findLastIndex((message) => {
    bytes += Buffer.byteLength(JSON.stringify(message)) + 1;
    return bytes > MAX_CHAT_BYTES;
  });
  const newest = messages.at(-1);
  if (newest && forgotten === messages.length - 1) return [beginningOf(newest)];
  return messages.slice(forgotten + 1);
}

/** A message that says nothing to a model would be worse than half of it. */
function beginningOf(message: ChatMessage): ChatMessage {
  const content = Buffer.from(message.content).toString('utf8', 0, MAX_CHAT_BYTES);
  const bytes = Buffer.byteLength(JSON.stringify({ ...message, content })) + 2;
  if (bytes <= MAX_CHAT_BYTES) return { ...message, content };
  return beginningOf({
    ...message,
    content: content.slice(0, (content.length * MAX_CHAT_BYTES) / bytes - 1),
  });
}
