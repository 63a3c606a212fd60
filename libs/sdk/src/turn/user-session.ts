import type { Json, JsonObject } from '#libs/contracts';
import { RESERVED_PREFIX } from '#libs/conversation';
import { DomainError } from '#libs/platform';
import type { PersistedUser } from '../app/user.js';
import { SETTINGS_KEY } from '../settings/settings-keys.js';
import { validateSettings } from '../settings/validate-settings.js';
import type { KeptValue } from './kept-value.js';
import { formOf, settingsOf } from './kept-settings.js';
import { ReadOnlyKeyError } from './turn-errors.js';
import { currentTurn } from './turn-scope.js';
import type { Turn } from './turn.js';

/** What every session has, without being set. They are those of the session that caused the turn. */
export interface BuiltIns {
  /** The session's id. */
  readonly id: string;
  /** The keys that the user supplied. */
  readonly env: Readonly<Record<string, string>>;
  /** The values of the settings form. The only one that may be set. */
  readonly chatSettings: JsonObject;
  /** Who signed in; undefined for a guest. */
  readonly user: PersistedUser | undefined;
  readonly chatProfile: string | undefined;
  /** A short word such as `webapp` or `copilot`. */
  readonly clientType: string;
}

/** Chainlit's names of the built-ins: the same keys, not further ones. */
interface Aliases {
  readonly chat_settings: BuiltIns['chatSettings'];
  readonly chat_profile: BuiltIns['chatProfile'];
  readonly client_type: BuiltIns['clientType'];
}

type BuiltInKey = keyof BuiltIns | keyof Aliases;
type BuiltIn<K extends BuiltInKey> = (BuiltIns & Aliases)[K];

const BUILT_INS: readonly string[] = [
  'id',
  'env',
  'chatSettings',
  'user',
  'chatProfile',
  'clientType',
] satisfies (keyof BuiltIns)[];
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    chat_settings: 'chatSettings',
    chat_profile: 'chatProfile',
    client_type: 'clientType',
  } satisfies Record<keyof Aliases, keyof BuiltIns>),
);

/**
 * What a conversation remembers between turns: JSON values by key, on any worker. Writes are visible at once and
 * durable when the turn ends; a turn that is run again starts from the values before it. What is changed in place,
 * without `set`, is kept too.
 */
export class UserSession {
  /** @internal Use `ctx.userSession` or `userSession`. */
  constructor(private readonly turn: () => Turn) {}

  /** The value under the key, or the built-in; `fallback` where there is none. A stored `null` is `null`. */
  get<K extends BuiltInKey>(key: K): BuiltIn<K> | undefined;
  get<K extends BuiltInKey, T>(key: K, fallback: T): NonNullable<BuiltIn<K>> | T;
  get(key: string): Json | undefined;
  get(key: string, fallback: string): string;
  get(key: string, fallback: number): number;
  get(key: string, fallback: boolean): boolean;
  get<T>(key: string, fallback: T & (Json | KeptValue<T>)): T;
  get(given: string, fallback?: unknown): unknown {
    const turn = this.turn();
    const key = keyOf(given);
    if (BUILT_INS.includes(key) && key !== SETTINGS_KEY)
      return builtIn(turn, key as keyof BuiltIns) ?? fallback;
    return turn.state.has(key) ? turn.state.get(key) : fallback;
  }

  /**
   * Keeps a value under the key. `chatSettings` has to fit the form, where one was sent.
   *
   * @throws DomainError `invalid_input` naming the path of what is not JSON, or the settings that do not fit;
   *   `too_large` above 64 KB a value or 256 KB in all. ReadOnlyKeyError for other built-ins;
   *   TurnEndedError once the turn is over
   */
  set<T>(given: string, value: Json | (T & KeptValue<T>)): void {
    const { state } = this.open(`setting userSession "${given}"`);
    const key = writableKey(given);
    // What is not JSON after all, the state refuses.
    if (key === SETTINGS_KEY) setSettings(state, value as Json);
    else state.set(key, value as Json);
  }

  /** Removes the key. @throws ReadOnlyKeyError for built-ins but `chatSettings` */
  delete(given: string): void {
    this.open(`deleting userSession "${given}"`).state.unset(writableKey(given));
  }

  /** The session's id. */
  get id(): string {
    return this.turn().session.id;
  }

  /** The keys that the user supplied; empty where there are none. */
  get env(): Readonly<Record<string, string>> {
    return this.turn().env;
  }

  /** The values of the settings form; empty where there are none. */
  get chatSettings(): JsonObject {
    return settingsOf(this.turn().state);
  }

  set chatSettings(values: JsonObject) {
    setSettings(this.open('setting userSession.chatSettings').state, values);
  }

  /** Who signed in; undefined for a guest. */
  get user(): PersistedUser | undefined {
    return this.turn().user;
  }

  get chatProfile(): string | undefined {
    return this.turn().chatProfile;
  }

  /** A short word such as `webapp` or `copilot`. */
  get clientType(): string {
    return this.turn().session.clientType;
  }

  /** What is written when the turn has ended would be seen here until the conversation moves, and nowhere else. */
  private open(what: string): Turn {
    const turn = this.turn();
    turn.assertOpen(what);
    return turn;
  }
}

/** The running turn's `UserSession`. Throws `OutsideTurnError` outside a turn. */
export const userSession = new UserSession(() => currentTurn('userSession'));

function setSettings(state: Turn['state'], values: Json): void {
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    throw new DomainError('invalid_input', 'userSession "chatSettings" must be an object: values by field.');
  const form = formOf(state);
  state.set(SETTINGS_KEY, form ? validateSettings(form, values).values : values);
}

function builtIn(turn: Turn, key: keyof BuiltIns): unknown {
  switch (key) {
    case 'id':
      return turn.session.id;
    case 'env':
      return turn.env;
    case 'user':
      return turn.user;
    case 'chatProfile':
      return turn.chatProfile;
    case 'clientType':
      return turn.session.clientType;
    case 'chatSettings':
      return settingsOf(turn.state);
  }
}

function keyOf(given: string): string {
  if (given.startsWith(RESERVED_PREFIX)) throw new ReadOnlyKeyError(given);
  return ALIASES.get(given) ?? given;
}

function writableKey(given: string): string {
  const key = keyOf(given);
  if (BUILT_INS.includes(key) && key !== SETTINGS_KEY) throw new ReadOnlyKeyError(key);
  return key;
}
