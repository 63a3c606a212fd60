import type { Json } from '#libs/contracts';
import { firstNonJson } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { ValueSizes } from './value-sizes.js';

/** Bytes of one value, as JSON, at the most. */
export const MAX_VALUE_BYTES = 64 * 1024;

/** Bytes of all values of a conversation, as JSON, at the most. */
export const MAX_SESSION_BYTES = 256 * 1024;

const MAX_KEY_BYTES = 1024;

/** What a turn wrote: new values and removed keys. */
export interface TurnChanges {
  readonly set: Record<string, Json>;
  readonly unset: string[];
}

/** A key that a turn wrote, or whose value it was handed and may have changed in place. */
interface Touched {
  /** JSON of what the turn's end leaves behind if it is undone; undefined: no value. */
  before: string | undefined;
  readonly mine: Json | undefined;
  readonly written: boolean;
}

/**
 * One turn's view of a conversation's values. Values are visible to the conversation's other turns at once; values
 * that a handler changed in place, without `set`, are found when the turn ends. Of turns that write the same key
 * side by side the last one to write it counts.
 */
export class TurnState {
  /** Whether this turn was caused by something that the user said or did. */
  interacted = false;
  private readonly touched = new Map<string, Touched>();
  /** Made when there are so many values that it matters. */
  private sizes: ValueSizes | undefined;

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
    if (typeof value !== 'object' || value === null) return value;
    const known = this.touched.get(key);
    if (known?.written || known?.mine === value) return value;
    this.touched.set(key, { before: JSON.stringify(value), mine: value, written: false });
    return value;
  }

  /**
   * @throws DomainError `invalid_input` naming the path of what is not JSON; `too_large` above 64 KB, above 256 KB for
   *   all values with their keys (the platform's own do not count), or for a key above 1 KB
   */
  set(key: string, value: Json): void {
    const offender = firstNonJson(value);
    if (offender) {
      throw new DomainError(
        'invalid_input',
        `userSession.set("${key}"): ${offender === '$' ? 'the value' : offender} is not JSON. Keep what JSON can carry: date.toISOString() for a Date, [...map] for a Map, null for undefined.`,
      );
    }
    const json = JSON.stringify(value);
    assertFits(key, json);
    this.measure(key, json);
    this.write(key, value);
    this.values.set(key, value);
  }

  /** Removes the key. */
  unset(key: string): void {
    this.write(key, undefined);
    this.values.delete(key);
    this.sizes?.delete(key);
  }

  /** @throws DomainError `invalid_input` or `too_large` for a value that was changed in place into one `set` refuses */
  changes(): TurnChanges {
    const set: [string, Json][] = [];
    const unset: string[] = [];
    for (const [key, { before, mine, written }] of this.touched) {
      if (mine === undefined) {
        unset.push(key);
        continue;
      }
      // What was changed in place is nobody's value any more once another turn has set the key.
      if (!written && this.values.get(key) !== mine) continue;
      const offender = firstNonJson(mine);
      if (offender) throw new DomainError('invalid_input', `userSession "${key}": ${offender} is not JSON`);
      const now = JSON.stringify(mine);
      if (now === before && !written) continue;
      assertFits(key, now);
      set.push([key, mine]);
    }
    // As they are now: some may have been changed in place since they were measured.
    if (set.length > 0 && this.mayBeTooMuch())
      assertRoom(
        new ValueSizes(this.values).total,
        set.map(([key]) => key),
      );
    // Not by assignment: a key may be called __proto__.
    return { set: Object.fromEntries(set), unset };
  }

  /** Whether this turn was handed the key's value, or wrote it. */
  uses(key: string): boolean {
    return this.touched.has(key);
  }

  /** What another turn wrote is durable now: it is not this turn's to take back, nor to overwrite if it came later. */
  yieldTo({ set, unset }: TurnChanges): void {
    for (const key of [...Object.keys(set), ...unset]) {
      const known = this.touched.get(key);
      if (!known) continue;
      const theirs = Object.hasOwn(set, key) ? set[key] : undefined;
      if (known.mine === this.values.get(key))
        known.before = theirs === undefined ? undefined : JSON.stringify(theirs);
      else this.touched.delete(key);
    }
  }

  /** Puts back what the turn changed, where nobody has written since; it has changed nothing then. */
  undo(): void {
    for (const [key, known] of this.touched) {
      if (this.values.get(key) !== known.mine || isAsHanded(known)) continue;
      if (known.before === undefined) this.values.delete(key);
      else this.values.set(key, JSON.parse(known.before) as Json);
    }
    this.touched.clear();
    this.sizes = undefined;
  }

  private measure(key: string, json: string): void {
    if (!this.sizes && !this.mayBeTooMuch()) return;
    this.sizes ??= new ValueSizes(this.values);
    // Turns beside it, or changes in place, may have made room since.
    if (this.sizes.totalWith(key, json) > MAX_SESSION_BYTES) this.sizes = new ValueSizes(this.values);
    assertRoom(this.sizes.totalWith(key, json), [key]);
    this.sizes.set(key, json);
  }

  /** A few values are never too much: each of them has its own limit. */
  private mayBeTooMuch(): boolean {
    return this.values.size >= MAX_SESSION_BYTES / (MAX_VALUE_BYTES + MAX_KEY_BYTES) - 1;
  }

  private write(key: string, mine: Json | undefined): void {
    const known = this.touched.get(key);
    const value = this.values.get(key);
    const isKnown = known !== undefined && (known.written || known.mine === value);
    const before = isKnown ? known.before : value === undefined ? undefined : JSON.stringify(value);
    this.touched.set(key, { before, mine, written: true });
  }
}

function isAsHanded({ written, mine, before }: Touched): boolean {
  return !written && firstNonJson(mine) === undefined && JSON.stringify(mine) === before;
}

function assertFits(key: string, json: string): void {
  if (Buffer.byteLength(key) > MAX_KEY_BYTES)
    throw new DomainError(
      'too_large',
      `userSession: a key has ${MAX_KEY_BYTES} bytes at the most, and one that begins with "${key.slice(0, 40)}" has more`,
    );
  if (Buffer.byteLength(json) > MAX_VALUE_BYTES)
    throw new DomainError(
      'too_large',
      `userSession "${key}" is larger than 64 KB; keep large things in a file store`,
    );
}

function assertRoom(bytes: number, changed: readonly string[]): void {
  if (bytes <= MAX_SESSION_BYTES) return;
  throw new DomainError(
    'too_large',
    `userSession would hold ${Math.ceil(bytes / 1024)} KB with "${changed.slice(0, 5).join('", "')}"; all values together have 256 KB at the most. Delete what is not needed, or keep large things in a file store`,
  );
}
