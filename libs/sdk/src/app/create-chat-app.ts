import { APP_NAME } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import type { ChatApp, ChatAppOptions } from './chat-app.js';
import type { ChatProfile } from './chat-profile.js';
import { HandlerTable } from './handler-table.js';
import type { HandlerEntry } from './handler-table.js';
import { assertDistinctNames } from './profile-names.js';

const DEFAULT_NAME = 'assistant';

/**
 * Makes a chat app of its handlers, wherever they were written.
 *
 * @param profiles the app's profiles, where they do not depend on who asks
 * @throws DomainError `invalid_input` in a sentence: a name or a limit that cannot be, what `HandlerTable` refuses, two
 *   profiles of one name, a handler for a profile that is not in the list
 */
export function createChatApp(
  options: ChatAppOptions,
  entries: readonly HandlerEntry[],
  profiles?: readonly ChatProfile[],
): ChatApp {
  const name = options.name ?? DEFAULT_NAME;
  if (!APP_NAME.test(name))
    throw new DomainError(
      'invalid_input',
      `The app's name "${name}" is part of topic names: up to 40 lower case letters, digits and dashes, a letter first, such as "my-app". What users read is ui.name.`,
    );
  const { turnTimeoutSeconds = 1, module } = options;
  if (!(Number.isFinite(turnTimeoutSeconds) && turnTimeoutSeconds > 0))
    throw new DomainError('invalid_input', 'turnTimeoutSeconds must be a number of seconds above 0.');
  if (module !== undefined && typeof module !== 'function' && typeof module?.module !== 'function')
    throw new DomainError('invalid_input', 'module must be a Nest module: a class with @Module().');
  const handlers = new HandlerTable(entries);
  if (profiles) assertKnown(handlers, profiles);
  return Object.freeze({
    name,
    options: Object.freeze({ ...options }),
    handlers,
    ...(profiles ? { profiles } : {}),
  });
}

function assertKnown(handlers: HandlerTable, profiles: readonly ChatProfile[]): void {
  assertDistinctNames(profiles);
  const names = profiles.map(({ name }) => name);
  const [stray] = handlers.outside(names);
  if (!stray) return;
  throw new DomainError(
    'invalid_input',
    `${stray.source}: there is no profile "${stray.profile}"; the profiles are ${names.join(', ')}.`,
  );
}
