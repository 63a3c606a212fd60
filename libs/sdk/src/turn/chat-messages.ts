import { ReadThread } from '#libs/contracts';
import type { Json, StepDto } from '#libs/contracts';
import type { Turn } from './turn.js';

/** The cell's key of the conversation's messages, kept once they are asked for. */
export const CHAT_KEY = 'heddle:chat';

/** Bytes of the messages that are kept, as JSON: the newest ones. */
const MAX_CHAT_BYTES = 60_000;

/** Who says a message, in the words of models. */
export type ChatRole = 'user' | 'assistant' | 'system';

/** A message of a conversation. */
export interface ChatMessage {
  readonly id: string;
  readonly role: ChatRole;
  readonly content: string;
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

  constructor(private readonly turn: Turn) {}

  /** The newest messages, oldest first, as many as fit into 60 KB. From the first call on they are kept in the cell. */
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

  /** What was said before this turn, from the history: it is complete, or a moment behind. */
  private async history(): Promise<ChatMessage[]> {
    const { turn } = this;
    if (!turn.hasHistory) return [];
    const { threadId, session } = turn;
    const { thread } = await turn.requests.ask(ReadThread, { threadId, owner: session.owner });
    return (thread?.steps ?? []).flatMap((step) => {
      const role = step.isError ? undefined : ROLES.get(step.type);
      return role ? [{ id: step.id, role, content: step.output }] : [];
    });
  }
}

function newestOf(messages: readonly ChatMessage[]): ChatMessage[] {
  let bytes = 2;
  const forgotten = messages.findLastIndex((message) => {
    bytes += Buffer.byteLength(JSON.stringify(message)) + 1;
    return bytes > MAX_CHAT_BYTES;
  });
  return messages.slice(forgotten + 1);
}
