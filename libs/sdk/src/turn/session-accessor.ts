import type { Json } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import type { KeptValue } from './kept-value.js';
import { currentTurn } from './turn-scope.js';
import { userSession } from './user-session.js';

/** How a value is read and where it is kept. */
export interface AccessorOptions<T> {
  /** The value where none is kept. Every session gets a copy of its own. */
  readonly default: T;
  /** What the accessor makes of the value when it is called or applied. */
  readonly applyFn?: (value: T) => T;
  /** `session`, unless given: the conversation's `userSession`. `user`: the user's metadata, in all conversations. */
  readonly scope?: 'session' | 'user';
}

/** One value of the session, or of the user, with its type and default. Works inside turns. */
export interface SessionAccessor<T> {
  /** The value, or the default, as `applyFn` makes it. Keeps nothing. */
  (): T;
  /** The value as it is kept, or a copy of the default. */
  get(): T;
  set(value: T): void;
  /** Makes `applyFn`'s value of this one, or of the one that holds; keeps and returns it. */
  apply(value?: T): T;
  /** Keeps a copy of the default. */
  reset(): void;
}

interface Place {
  get(key: string): Json | undefined;
  set(key: string, value: Json): void;
}

/**
 * Makes an accessor of one value; call it where modules are loaded, use it in handlers.
 *
 * @throws OutsideTurnError, when used outside a turn; DomainError `invalid_input`, when a value of the user is set and
 *   nobody is signed in
 */
export function createAccessor<T>(
  key: string,
  options: AccessorOptions<T> & ([T] extends [KeptValue<T>] ? unknown : { readonly default: KeptValue<T> }),
): SessionAccessor<T> {
  const { applyFn = (value: T) => value, scope = 'session' } = options;
  const place: Place = scope === 'user' ? userMetadata(key) : userSession;
  const copy = (): T => structuredClone<T>(options.default);
  const get = (): T => (place.get(key) as T | undefined) ?? copy();
  const set = (value: T): void => place.set(key, value as Json);
  const apply = (value: T = get()): T => {
    const applied = applyFn(value);
    set(applied);
    return applied;
  };
  return Object.assign(() => applyFn(get()), { get, set, apply, reset: () => set(copy()) });
}

function userMetadata(key: string): Place {
  const what = `the accessor of "${key}"`;
  return {
    get() {
      const metadata = currentTurn(what).user?.metadata ?? {};
      return Object.hasOwn(metadata, key) ? metadata[key] : undefined;
    },
    set(_, value) {
      const turn = currentTurn(what);
      turn.assertOpen(what);
      if (!turn.user)
        throw new DomainError(
          'invalid_input',
          `"${key}" is kept for the user, and nobody is signed in. Look at ctx.user before, or keep it in the session.`,
        );
      turn.user.metadata[key] = value;
    },
  };
}
