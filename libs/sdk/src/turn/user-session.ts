import type { Json } from '#libs/contracts';
import type { TurnState } from '#libs/conversation';
import { currentTurn } from './turn-scope.js';

/**
 * What a conversation remembers between turns: JSON values by key, on any worker. Writes are visible at once and
 * durable when the turn ends; a turn that is run again starts from the values before it.
 */
export class UserSession {
  constructor(private readonly state: () => TurnState) {}

  /** The value under the key; `fallback` when there is none. A stored `null` is `null`. */
  get(key: string): Json | undefined;
  get<T extends Json>(key: string, fallback: T): T;
  get(key: string, fallback?: Json): Json | undefined {
    const state = this.state();
    return state.has(key) ? state.get(key) : fallback;
  }

  /** @throws DomainError `invalid_input` naming the path of what is not JSON; `too_large` above 64 KB */
  set(key: string, value: Json): void {
    this.state().set(key, value);
  }

  /** Removes the key. */
  delete(key: string): void {
    this.state().unset(key);
  }
}

/** The running turn's `UserSession`. Throws `OutsideTurnError` outside a turn. */
export const userSession = new UserSession(() => currentTurn('userSession').state);
