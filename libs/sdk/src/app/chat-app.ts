import type { AppUiDto } from '#libs/contracts';
import type { ChatContext } from '../turn/chat-context.js';
import type { IncomingMessage } from '../turn/incoming-message.js';
import type { ChatProfile, Starter } from './chat-profile.js';
import type { User } from './user.js';

/**
 * What a handler may answer with: nothing, a text (one message), or texts one after another (one message, shown as
 * they come).
 */
export type Answer = void | string | AsyncIterable<string> | Promise<void | string | AsyncIterable<string>>;

/** The handlers of a chat app and how it presents itself. Every part may be left out. */
export interface ChatAppDefinition {
  /** Lower case letters, digits and dashes; part of topic names. Defaults to `assistant`. */
  readonly name?: string;
  readonly ui?: Partial<AppUiDto>;
  /** Markdown, shown as the app's readme. */
  readonly readme?: string;
  /** Suggested first messages of chats without a profile, or whose profile has none of its own. */
  readonly starters?: readonly Starter[];
  /** Runs once when a conversation opens. */
  onChatStart?(ctx: ChatContext): Answer;
  /** Runs for each message, one after another within a conversation. */
  onMessage?(message: IncomingMessage, ctx: ChatContext): Answer;
  /** Runs after the user stopped a turn. */
  onStop?(ctx: ChatContext): void | Promise<void>;
  /** The profiles this user may pick. `user` is undefined for guests. */
  setChatProfiles?(
    user: User | undefined,
    language: string,
  ): readonly ChatProfile[] | Promise<readonly ChatProfile[]>;
}

/** A chat app, checked and complete. Made by `defineChatApp`. */
export interface ChatApp {
  readonly name: string;
  readonly definition: ChatAppDefinition;
}
