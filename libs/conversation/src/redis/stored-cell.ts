import type { Json } from '#libs/contracts';
import type { StoredAsk, StoredCell } from '../cell-store.port.js';

const VALUE_PREFIX = 'v:';
const ASK_PREFIX = 'ask:';

/** The hash field that holds a value. */
export function valueField(key: string): string {
  return VALUE_PREFIX + key;
}

/** What an ask's field holds: its deadline and its turn. Its answer has a field of its own, as it was given. */
export function askValue({ turnId, deadline }: Pick<StoredAsk, 'turnId' | 'deadline'>): string {
  return `${deadline} ${turnId}`;
}

/** An ask from its field, and from its answer's if there is one. */
export function parseAsk(field: string, answer: string | undefined): StoredAsk {
  const space = field.indexOf(' ');
  return {
    turnId: field.slice(space + 1),
    deadline: Number(field.slice(0, space)),
    ...(answer && { answer: JSON.parse(answer) as Json }),
  };
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
  const asks = [...fields].flatMap(([field, value]): [string, StoredAsk][] => {
    if (!field.startsWith(ASK_PREFIX)) return [];
    const askId = field.slice(ASK_PREFIX.length);
    return [[askId, parseAsk(value, fields.get(`answer:${askId}`))]];
  });
  return {
    values: Object.fromEntries(values),
    doneTurns: fields.get('done')?.split('\n') ?? [],
    stoppedAt: Number(fields.get('stoppedAt') ?? 0),
    interacted: fields.get('interacted') === '1',
    asks: Object.fromEntries(asks),
  };
}
