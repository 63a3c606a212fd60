import { firstNonJson } from '#libs/contracts';
import type { Json } from '#libs/contracts';

/** Keys that begin so are the platform's own: what they hold does not count to what an app may keep. */
export const RESERVED_PREFIX = 'heddle:';

/** What an app's values take, in bytes as JSON with their keys. What was measured once is not measured again. */
export class ValueSizes {
  private sum = 0;
  private readonly sizes = new Map<string, number>();

  constructor(values: ReadonlyMap<string, Json>) {
    // What was changed in place into something that is not JSON is told of by its turn's end.
    for (const [key, value] of values) this.set(key, firstNonJson(value) ? '' : JSON.stringify(value));
  }

  /** Of all values together. */
  get total(): number {
    return this.sum;
  }

  /** Of all values together, if this were one of them. */
  totalWith(key: string, json: string): number {
    return this.sum - (this.sizes.get(key) ?? 0) + bytesOf(key, json);
  }

  /** @param json the value, as it is from now on */
  set(key: string, json: string): void {
    this.sum = this.totalWith(key, json);
    this.sizes.set(key, bytesOf(key, json));
  }

  delete(key: string): void {
    this.sum -= this.sizes.get(key) ?? 0;
    this.sizes.delete(key);
  }
}

function bytesOf(key: string, json: string): number {
  return key.startsWith(RESERVED_PREFIX) ? 0 : Buffer.byteLength(key) + Buffer.byteLength(json);
}
