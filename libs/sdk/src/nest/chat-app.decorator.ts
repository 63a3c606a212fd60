import type { ChatApp as DefinedChatApp } from '../app/chat-app.js';

/** A chat app, checked and complete. Made by `defineChatApp`. */
export type ChatApp = DefinedChatApp;

/** What `@ChatApp` says of a class. */
export interface ChatAppScope {
  /** The only profile that the class's handlers are for. They win over those for all. */
  readonly profile?: string;
}

const SCOPE = Symbol('chat app scope of a class');

/**
 * Makes a provider of the app's `module` a home of handlers: its methods with `@OnMessage()` and the like are the
 * app's, or one profile's. Guards, interceptors and pipes of the class and of its methods work; a pipe is given what
 * happened (the message, the settings, the action, the thread). The class is injectable.
 */
export function ChatApp(scope: ChatAppScope = {}): ClassDecorator {
  return (target) => {
    Reflect.defineMetadata(SCOPE, scope, target);
  };
}

/** What `@ChatApp` said of the class itself; undefined when it is not decorated. */
export function chatAppScopeOf(type: object): ChatAppScope | undefined {
  return Reflect.getOwnMetadata(SCOPE, type) as ChatAppScope | undefined;
}
