import { DomainError } from '#libs/platform';
import type { ChatApp, ChatAppDefinition, ChatAppOptions } from './chat-app.js';
import { APP_HOOKS, CONVERSATION_HOOKS } from './chat-hooks.js';
import type { HookName } from './chat-hooks.js';
import { createChatApp } from './create-chat-app.js';
import type { HandlerEntry } from './handler-table.js';

const OPTIONS = [
  'name',
  'ui',
  'features',
  'userEnv',
  'readme',
  'starters',
  'turnTimeoutSeconds',
  'module',
] as const satisfies readonly (keyof ChatAppOptions)[];

/** Names of hooks, in the order of the documentation. */
const HOOKS: readonly string[] = [...CONVERSATION_HOOKS, ...APP_HOOKS];

/**
 * Makes a chat app of its handlers.
 *
 * @throws DomainError `invalid_input` for a name that is not lower case letters, digits and dashes, an unknown key, a
 *   handler that is not a function, two profiles of one name, or handlers of a profile that is not in the list
 */
export function defineChatApp(definition: ChatAppDefinition): ChatApp {
  assertKeys('defineChatApp', definition, [...HOOKS, ...OPTIONS, 'profileHandlers']);
  const { setChatProfiles, profileHandlers = {} } = definition;
  const profiles = Array.isArray(setChatProfiles) ? setChatProfiles : undefined;
  const options = Object.fromEntries(
    OPTIONS.filter((key) => definition[key] !== undefined).map((key) => [key, definition[key]]),
  ) as ChatAppOptions;
  const ofApp = entriesOf(
    'defineChatApp',
    profiles ? { ...definition, setChatProfiles: undefined } : definition,
    definition,
  );
  const ofProfiles = Object.entries(profileHandlers).flatMap(([profile, handlers]) => {
    const source = `defineChatApp, profileHandlers "${profile}"`;
    assertKeys(source, handlers, CONVERSATION_HOOKS);
    return entriesOf(source, handlers, handlers).map((entry) => ({ ...entry, profile }));
  });
  return createChatApp(options, [...ofApp, ...ofProfiles], profiles);
}

function assertKeys(source: string, value: object, known: readonly string[]): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new DomainError('invalid_input', `${source}: "${unknown}" is not one of ${known.join(', ')}.`);
}

function entriesOf(source: string, handlers: object, self: object): HandlerEntry[] {
  return Object.entries(handlers)
    .filter(([hook, value]) => HOOKS.includes(hook) && value !== undefined)
    .flatMap(([hook, value]: [string, unknown]) => {
      if (hook !== 'onAction') return [entry(source, hook, value, self)];
      if (typeof value !== 'object' || value === null)
        throw new DomainError(
          'invalid_input',
          `${source}: onAction must be an object: a function by each action's name.`,
        );
      return Object.entries(value).map(([action, handler]: [string, unknown]) => ({
        ...entry(source, hook, handler, self),
        action,
      }));
    });
}

/** Handlers may use `this`, as methods of the object they are written in. */
function entry(source: string, hook: string, value: unknown, self: object): HandlerEntry {
  const handler: unknown = typeof value === 'function' ? (value.bind(self) as unknown) : value;
  // The table checks that it is a function; which one it has to be, the definition's type has said.
  return { source, hook: hook as HookName, handler: handler as HandlerEntry['handler'] };
}
