import type { Json } from '#libs/contracts';
import { firstNonJson } from '#libs/contracts';
import { DomainError } from '#libs/platform';

/** Bytes of one value, as JSON, at the most. */
export const MAX_VALUE_BYTES = 64 * 1024;

/** What a turn wrote: new values and removed keys. */
export interface TurnChanges {
  readonly set: Record<string, Json>;
  readonly unset: string[];
}

/**
 * One turn's view of a conversation's values. Values are visible to the conversation's other turns at once; values
 * that a handler changed in place, without `set`, are found when the turn ends.
 */
export class TurnState {
  /** Whether this turn was caused by something that the user said or did. */
  interacted = false;
  private readonly written = new Set<string>();
  private readonly before = new Map<string, string | undefined>();

  constructor(
    readonly id: string,
    private readonly values: Map<string, Json>,
  ) {}

  /** Whether the key holds a value, `null` included. */
  has(key: string): boolean {
    return this.values.has(key);
  }

  /** The value itself, not a copy: it may be changed in place. */
  get(key: string): Json | undefined {
    const value = this.values.get(key);
    if (typeof value === 'object' && value !== null) this.remember(key);
    return value;
  }

  /** @throws DomainError `invalid_input` naming the path of what is not JSON; `too_large` above 64 KB */
  set(key: string, value: Json): void {
    const offender = firstNonJson(value);
    if (offender) {
      throw new DomainError(
        'invalid_input',
        `userSession.set("${key}"): ${offender} is not JSON. Keep it in ctx.local.`,
      );
    }
    assertFits(key, JSON.stringify(value));
    this.remember(key);
    this.written.add(key);
    this.values.set(key, value);
  }

  /** Removes the key. */
  unset(key: string): void {
    this.remember(key);
    this.written.add(key);
    this.values.delete(key);
  }

  /** @throws DomainError `invalid_input` or `too_large` for a value that was changed in place into one `set` refuses */
  changes(): TurnChanges {
    const changes: TurnChanges = { set: {}, unset: [] };
    for (const [key, before] of this.before) {
      const value = this.values.get(key);
      if (value === undefined) {
        changes.unset.push(key);
        continue;
      }
      const offender = this.written.has(key) ? undefined : firstNonJson(value);
      if (offender) throw new DomainError('invalid_input', `userSession "${key}": ${offender} is not JSON`);
      const now = JSON.stringify(value);
      if (now === before && !this.written.has(key)) continue;
      assertFits(key, now);
      changes.set[key] = value;
    }
    return changes;
  }

  /** Puts back what the turn changed; it has changed nothing then. */
  undo(): void {
    for (const [key, before] of this.before) {
      if (before === undefined) this.values.delete(key);
      else this.values.set(key, JSON.parse(before) as Json);
    }
    this.before.clear();
    this.written.clear();
  }

  private remember(key: string): void {
    if (this.before.has(key)) return;
    const value = this.values.get(key);
    this.before.set(key, value === undefined ? undefined : JSON.stringify(value));
  }
}

function assertFits(key: string, json: string): void {
  if (Buffer.byteLength(json) > MAX_VALUE_BYTES) {
    throw new DomainError(
      'too_large',
      `userSession "${key}" is larger than 64 KB; keep large things in a file store`,
    );
  }
}
