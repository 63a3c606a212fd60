/** Offsets `from` (included) to `to` (not included). */
export interface OffsetRange {
  readonly from: number;
  readonly to: number;
}

/** What a broker stores with a committed offset, in characters. */
const MAX_METADATA_LENGTH = 4096;
const MAX_BYTES = (MAX_METADATA_LENGTH / 4) * 3 - 12;
const PREFIX = 'd1:';

/**
 * Writes ranges of finished offsets above `base` as commit metadata: base64 of varint pairs (gap, length). What does
 * not fit is left out from the end: those records are then handled again.
 *
 * @param ranges ascending, not overlapping, none below `base`
 */
export function encodeRanges(base: number, ranges: readonly OffsetRange[]): string | undefined {
  const bytes: number[] = [];
  let end = base;
  for (const { from, to } of ranges) {
    const pair = [...varint(from - end), ...varint(to - from)];
    if (bytes.length + pair.length > MAX_BYTES) break;
    bytes.push(...pair);
    end = to;
  }
  return bytes.length === 0 ? undefined : PREFIX + Buffer.from(bytes).toString('base64');
}

/** Reads what `encodeRanges` wrote. Metadata that somebody else wrote says nothing. */
export function decodeRanges(base: number, metadata: string | undefined): OffsetRange[] {
  if (!metadata?.startsWith(PREFIX)) return [];
  const numbers = varints(Buffer.from(metadata.slice(PREFIX.length), 'base64'));
  const ranges: OffsetRange[] = [];
  let end = base;
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    const from = end + (numbers[index] ?? 0);
    end = from + (numbers[index + 1] ?? 0);
    ranges.push({ from, to: end });
  }
  return ranges;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return bytes;
}

function varints(bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  let value = 0;
  let unit = 1;
  for (const byte of bytes) {
    value += (byte % 0x80) * unit;
    unit *= 0x80;
    if (byte >= 0x80) continue;
    numbers.push(value);
    value = 0;
    unit = 1;
  }
  return numbers;
}
