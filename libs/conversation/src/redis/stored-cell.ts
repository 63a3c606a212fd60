import type { Json } from '#libs/contracts';
import type { StoredCell } from '../cell-store.port.js';

const VALUE_PREFIX = 'v:';

/** The hash field that holds a value. */
export function valueField(key: string): string {
  return VALUE_PREFIX + key;
}

/** A cell from its hash: fields and values by turns. */
export function parseCell(hash: readonly string[]): StoredCell {
  const values: [string, Json][] = [];
  const fields = new Map<string, string>();
  for (let index = 0; index < hash.length; index += 2) {
    const [field, value] = [hash[index] ?? '', hash[index + 1] ?? ''];
    if (field.startsWith(VALUE_PREFIX))
      values.push([field.slice(VALUE_PREFIX.length), JSON.parse(value) as Json]);
    else fields.set(field, value);
  }
  return {
    values: Object.fromEntries(values),
    doneTurns: fields.get('done')?.split('\n') ?? [],
    stoppedAt: Number(fields.get('stoppedAt') ?? 0),
    interacted: fields.get('interacted') === '1',
  };
}
