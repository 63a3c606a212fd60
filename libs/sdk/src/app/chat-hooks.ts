import type { Json, JsonObject } from '#libs/contracts';
import type { ChatContext } from '../turn/chat-context.js';
import type { Message } from '../output/message.js';
import type { ReadableTexts } from '../output/text-source.js';
import type { IncomingAction } from '../turn/incoming-action.js';
import type { IncomingMessage } from '../turn/incoming-message.js';
import type { ThreadDict } from '../turn/thread-dict.js';
import type { ChatProfile, Starter } from './chat-profile.js';
import type { PersistedUser } from './user.js';

type Shown = void | string | AsyncIterable<string> | ReadableTexts | Message;

/**
 * What a handler may answer with: nothing, a text (one message), texts one after another (one message, shown as they
 * come), or a `Message`, which is sent unless it was.
 */
export type Answer = Shown | Promise<Shown>;

/** What an action's handler may answer its caller with: nothing, or JSON. */
export type ActionResponse = void | Json | Promise<void | Json>;

type Maybe<T> = T | Promise<T>;

/** The handlers that a profile may have its own of. */
export interface ConversationHooks {
  /** Runs once when a conversation opens. */
  onChatStart(ctx: ChatContext): Answer;
  /** Runs for each message, one after another within a conversation. */
  onMessage(message: IncomingMessage, ctx: ChatContext): Answer;
  /** Runs once each time that a stored conversation is opened again; its history is on the screen by then. */
  onChatResume(thread: ThreadDict, ctx: ChatContext): Answer;
  /** Runs once when a conversation is over: nobody looks at it any more. Nothing tells that it runs. */
  onChatEnd(ctx: ChatContext): void | Promise<void>;
  /** Runs after the user stopped a turn, as the end of it. */
  onStop(ctx: ChatContext): void | Promise<void>;
  /** Runs when the user has confirmed the settings form. The values are checked and stored. */
  onSettingsUpdate(settings: JsonObject, ctx: ChatContext): Answer;
  /** Runs while the user edits the settings form. The values are checked, and not stored. */
  onSettingsEdit(settings: JsonObject, ctx: ChatContext): Answer;
  /** Runs when a socket of the conversation came, the first one included. Nothing tells that it runs. */
  onConnect(ctx: ChatContext): void | Promise<void>;
  /** Runs when a socket of the conversation went. Nothing tells that it runs. */
  onDisconnect(ctx: ChatContext): void | Promise<void>;
  /** Runs when the user presses a button of this action's name. What it returns goes to the page that asked. */
  onAction(action: IncomingAction, ctx: ChatContext): ActionResponse;
}

/** The handlers of the whole app. */
export interface AppHooks {
  /** Runs when a worker of the app starts, before it takes anything. What it throws ends the start. */
  onAppStartup(): void | Promise<void>;
  /** Runs when a worker of the app has handled its last event. */
  onAppShutdown(): void | Promise<void>;
  /** The profiles this user may pick. `user` is undefined for guests. */
  setChatProfiles(user: PersistedUser | undefined, language: string): Maybe<readonly ChatProfile[]>;
  /** The first messages that are suggested where the profile has none of its own. */
  setStarters(
    user: PersistedUser | undefined,
    language: string,
    chatProfile: string | undefined,
  ): Maybe<readonly Starter[]>;
}

/** Every handler that a chat app may have. */
export interface ChatHooks extends ConversationHooks, AppHooks {}

export type HookName = keyof ChatHooks;

/** The names of `ConversationHooks`. */
export const CONVERSATION_HOOKS = [
  'onChatStart',
  'onMessage',
  'onChatResume',
  'onChatEnd',
  'onStop',
  'onSettingsUpdate',
  'onSettingsEdit',
  'onConnect',
  'onDisconnect',
  'onAction',
] as const satisfies readonly (keyof ConversationHooks)[];

/** The names of `AppHooks`. */
export const APP_HOOKS = [
  'onAppStartup',
  'onAppShutdown',
  'setChatProfiles',
  'setStarters',
] as const satisfies readonly (keyof AppHooks)[];
