import type { DynamicModule, Type } from '@nestjs/common';
import type { AcceptedFiles, AppUiDto } from '#libs/contracts';
import type { AppHooks, ConversationHooks } from './chat-hooks.js';
import type { ChatProfile, Starter } from './chat-profile.js';
import type { HandlerTable } from './handler-table.js';

/** Which files users may send with a message of their own accord. */
export interface FileUploadOptions {
  readonly enabled: boolean;
  /** MIME types or patterns such as `image/*`; as a map, each with its file extensions. Any, unless given. */
  readonly accept?: AcceptedFiles;
  /** Files of one message at the most. */
  readonly maxFiles?: number;
  /** MiB of each file at the most. */
  readonly maxSizeMb?: number;
}

/** How a chat app presents itself. Every part may be left out. */
export interface ChatAppOptions {
  /** Lower case letters, digits and dashes; part of topic names. Defaults to `assistant`. */
  readonly name?: string;
  readonly ui?: Partial<AppUiDto>;
  readonly features?: { readonly spontaneousFileUpload?: FileUploadOptions };
  /** Names of the keys that users have to supply before they can chat; handlers find them in `ctx.env`. */
  readonly userEnv?: readonly string[];
  /** Markdown, shown as the app's readme. */
  readonly readme?: string;
  /** Suggested first messages of chats without a profile, or whose profile has none of its own. */
  readonly starters?: readonly Starter[];
  /** Seconds that a turn may work, without those that it waits for answers. 600 unless given. */
  readonly turnTimeoutSeconds?: number;
  /** A Nest module: what its providers with `@ChatApp()` handle is the app's, with all that they inject. */
  readonly module?: Type | DynamicModule;
}

/** Handlers as they are written: those of actions by the action's name. */
export type HandlersOf<H extends Partial<ConversationHooks>> = Partial<Omit<H, 'onAction'>> & {
  readonly onAction?: Readonly<Record<string, ConversationHooks['onAction']>>;
};

/** The handlers of a chat app and how it presents itself. Every part may be left out. */
export interface ChatAppDefinition
  extends ChatAppOptions, HandlersOf<ConversationHooks>, Partial<Omit<AppHooks, 'setChatProfiles'>> {
  /** The profiles that users may pick: a list, or a function where it depends on who asks. */
  readonly setChatProfiles?: AppHooks['setChatProfiles'] | readonly ChatProfile[];
  /** Handlers of single profiles, by the profile's name. They win over the app's own. */
  readonly profileHandlers?: Readonly<Record<string, HandlersOf<ConversationHooks>>>;
}

/** A chat app, checked and complete. Made by `defineChatApp`, or from the providers of a Nest module. */
export interface ChatApp {
  readonly name: string;
  readonly options: ChatAppOptions;
  readonly handlers: HandlerTable;
  /** The app's profiles where they do not depend on who asks. */
  readonly profiles?: readonly ChatProfile[];
}

/** Whether it is what `defineChatApp` returns. */
export function isChatApp(value: unknown): value is ChatApp {
  return typeof value === 'object' && value !== null && 'name' in value && 'handlers' in value;
}
