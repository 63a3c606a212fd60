import type { Json } from '#libs/contracts';
import { firstNonJson } from '#libs/contracts';
import { DomainError } from '#libs/platform';

/** Bytes of one value, as JSON, at the most. */
export const MAX_VALUE_BYTES = 64 * 1024;

/** Bytes of all values of a conversation, as JSON, at the most. */
export const MAX_SESSION_BYTES = 256 * 1024;

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
  /** Bytes of values that this turn has not changed. */
  private readonly sizes = new Map<string, number>();

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
   * @throws DomainError `invalid_input` naming the path of what is not JSON; `too_large` above 64 KB, or above 256 KB
   *   for all values
   */
  set(key: string, value: Json): void {
    const offender = firstNonJson(value);
    if (offender) {
      throw new DomainError(
        'invalid_input',
        `userSession.set("${key}"): ${offender === '$' ? 'the value' : offender} is not JSON. Keep what JSON can carry: date.toISOString() for a Date, [...map] for a Map, null for undefined.`,
      );
    }
    const bytes = assertFits(key, JSON.stringify(value));
    this.assertRoom(new Map([[key, bytes]]));
    this.write(key, value);
    this.values.set(key, value);
  }

  /** Removes the key. */
  unset(key: string): void {
    this.write(key, undefined);
    this.values.delete(key);
  }

  /** @throws DomainError `invalid_input` or `too_large` for a value that was changed in place into one `set` refuses */
  changes(): TurnChanges {
    const set: [string, Json][] = [];
    const unset: string[] = [];
    const changed = new Map<string, number>();
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
      changed.set(key, assertFits(key, now));
      set.push([key, mine]);
    }
    if (changed.size > 0) this.assertRoom(changed);
    // Not by assignment: a key may be called __proto__.
    return { set: Object.fromEntries(set), unset };
  }

  /** What another turn wrote is durable now: it is not this turn's to take back, nor to overwrite if it came later. */
  yieldTo({ set, unset }: TurnChanges): void {
    for (const key of [...Object.keys(set), ...unset]) {
      const known = this.touched.get(key);
      if (!known) continue;
      const theirs = set[key];
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
  }

  /** @param changed bytes of new values by key */
  private assertRoom(changed: ReadonlyMap<string, number>): void {
    if (this.values.size < MAX_SESSION_BYTES / MAX_VALUE_BYTES) return;
    let bytes = 0;
    for (const size of changed.values()) bytes += size;
    for (const [key, value] of this.values) if (!changed.has(key)) bytes += this.sizeOf(key, value);
    if (bytes <= MAX_SESSION_BYTES) return;
    throw new DomainError(
      'too_large',
      `userSession would hold ${Math.ceil(bytes / 1024)} KB with "${[...changed.keys()].join('", "')}"; all values together have 256 KB at the most. Delete what is not needed, or keep large things in a file store`,
    );
  }

  private sizeOf(key: string, value: Json): number {
    const known = this.sizes.get(key);
    if (known !== undefined && !this.touched.has(key)) return known;
    // Changed in place into something that is not JSON: `changes` tells of it.
    const bytes = firstNonJson(value) ? 0 : Buffer.byteLength(JSON.stringify(value));
    this.sizes.set(key, bytes);
    return bytes;
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

function assertFits(key: string, json: string): number {
  const bytes = Buffer.byteLength(json);
  if (bytes > MAX_VALUE_BYTES) {
    throw new DomainError(
      'too_large',
      `userSession "${key}" is larger than 64 KB; keep large things in a file store`,
    );
  }
  return bytes;
}
