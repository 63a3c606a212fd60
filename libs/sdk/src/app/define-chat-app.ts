import { APP_NAME } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import type { ChatApp, ChatAppDefinition } from './chat-app.js';

const HANDLERS = ['onChatStart', 'onMessage', 'onStop', 'setChatProfiles'] as const;
const OTHER_KEYS = ['name', 'ui', 'readme', 'starters'];

/**
 * Makes a chat app of its handlers.
 *
 * @throws DomainError `invalid_input` for a name that is not lower case letters, digits and dashes, an unknown key or a
 *   handler that is not a function
 */
export function defineChatApp(definition: ChatAppDefinition): ChatApp {
  const name = definition.name ?? 'assistant';
  if (!APP_NAME.test(name)) {
    throw new DomainError(
      'invalid_input',
      `defineChatApp: the name "${name}" must match ${String(APP_NAME)}`,
    );
  }
  const known: readonly string[] = [...HANDLERS, ...OTHER_KEYS];
  const unknown = Object.keys(definition).find((key) => !known.includes(key));
  if (unknown) {
    throw new DomainError('invalid_input', `defineChatApp: "${unknown}" is not one of ${known.join(', ')}`);
  }
  const wrong = HANDLERS.find(
    (key) => definition[key] !== undefined && typeof definition[key] !== 'function',
  );
  if (wrong) throw new DomainError('invalid_input', `defineChatApp: ${wrong} must be a function`);
  return Object.freeze({ name, definition: Object.freeze({ ...definition }) });
}
