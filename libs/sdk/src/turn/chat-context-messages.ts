import type { ChatMessage, ChatRole } from './chat-messages.js';
import { currentTurn } from './turn-scope.js';

/** A message as OpenAI's chat completions, and what imitates them, take it. */
export interface OpenAiMessage {
  readonly role: ChatRole;
  readonly content: string;
}

/**
 * The conversation's messages, for those who ask a model: what the user and the app said, without errors and steps.
 * From its first use in a conversation on they are kept with it, the newest 60 KB; of a message that is longer, its
 * beginning.
 */
export const chatContext = {
  /** The messages, oldest first. @throws OutsideTurnError, DomainError `timeout` when the history does not answer */
  async get(): Promise<readonly ChatMessage[]> {
    return currentTurn('chatContext').messages.all();
  },

  /** Adds a message that is not shown, such as a model's instructions. @throws as `get` does */
  async add(message: OpenAiMessage): Promise<void> {
    const turn = currentTurn('chatContext');
    await turn.messages.add({ id: turn.newId(), role: message.role, content: message.content });
  },

  /** The messages, oldest first, as `{ role, content }`. @throws as `get` does */
  async toOpenAI(): Promise<OpenAiMessage[]> {
    const messages = await currentTurn('chatContext').messages.all();
    return messages.map(({ role, content }) => ({ role, content }));
  },
};
