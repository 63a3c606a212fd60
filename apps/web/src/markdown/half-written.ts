const LONE_MARKER = /(?:^|\n)[ \t]*(?:[-*+=_]+|#{1,6}|>|\d{1,9}[.)]?)[ \t]*$/;
const HALF_LINK = /!\[[^\]\n]*\]?$|!?\[[^\]\n]*(?:\]\([^)\n]*)?$/;
const FENCE_LINE = /^\s*(?:`{3,}|~{3,})/;
const PAIRS = ['**', '__', '~~', '*', '_'] as const;

/**
 * Makes the end of a block that is still being written look like what it is about to become, so that markers do
 * not flash as text, a heading does not appear and vanish, and a table's first row is not shown as a sentence.
 */
export function settleHalfWritten(block: string): string {
  const lines = block.split('\n');
  const fences = lines.filter((line) => FENCE_LINE.test(line)).length;
  if (fences % 2 === 1) return block;
  if (fences > 0) {
    const after = lines.findLastIndex((line) => FENCE_LINE.test(line)) + 1;
    return [...lines.slice(0, after), settleHalfWritten(lines.slice(after).join('\n'))].join('\n');
  }
  if (isUnfinishedTableHead(block)) return '';
  const withoutMarker = block.replace(LONE_MARKER, '').replace(/(?<!~)~$/, '');
  const withoutLink = hasOpenCode(withoutMarker) ? withoutMarker : withoutMarker.replace(HALF_LINK, linkText);
  return closeEmphasis(withoutLink);
}

function isUnfinishedTableHead(block: string): boolean {
  const lines = block.split('\n');
  const first = lines.findIndex((line) => line.trimStart().startsWith('|'));
  if (first === -1 || first !== lines.length - 1) {
    const separator = lines[first + 1] ?? '';
    return first !== -1 && first === lines.length - 2 && columns(separator) < columns(lines[first] ?? '');
  }
  return true;
}

function columns(row: string): number {
  return row.split('|').filter((cell) => cell.trim() !== '').length;
}

function linkText(half: string): string {
  return half.startsWith('!')
    ? ''
    : half
        .slice(1)
        .replace(/\]\(.*$/, '')
        .replace(/\]$/, '');
}

function hasOpenCode(text: string): boolean {
  return (lastParagraph(text).match(/`+/g) ?? []).length % 2 === 1;
}

function closeEmphasis(text: string): string {
  const paragraph = lastParagraph(text);
  if (hasOpenCode(text)) return `${text.replace(/`+$/, '')}${/`+$/.test(text) ? '' : '`'}`;
  const prose = paragraph.replace(/`[^`]*`/g, '').replace(/^\s*[*+-]\s/gm, '');
  let rest = prose;
  const open: { marker: string; at: number }[] = [];
  for (const marker of PAIRS) {
    const at = occurrences(rest, marker);
    const last = at.at(-1);
    if (at.length % 2 === 1 && last !== undefined) open.push({ marker, at: last });
    rest = rest.replaceAll(marker, ' '.repeat(marker.length));
  }
  open.sort((a, b) => b.at - a.at);
  let settled = text;
  for (const { marker } of open) {
    const trimmed = settled.trimEnd();
    // An opening marker with nothing after it yet has nothing to close around.
    settled = trimmed.endsWith(marker) ? trimmed.slice(0, -marker.length) : trimmed + marker;
  }
  return settled;
}

/** Positions where the marker could open or close: not between spaces, and `_` not inside a word. */
function occurrences(text: string, marker: string): number[] {
  const positions: number[] = [];
  for (let at = text.indexOf(marker); at !== -1; at = text.indexOf(marker, at + marker.length)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + marker.length] ?? ' ';
    const isBetweenSpaces = /\s/.test(before) && /\s/.test(after) && at + marker.length < text.length;
    const isInsideWord = marker.startsWith('_') && /\w/.test(before) && /\w/.test(after);
    if (!isBetweenSpaces && !isInsideWord) positions.push(at);
  }
  return positions;
}

function lastParagraph(text: string): string {
  return text.slice(text.lastIndexOf('\n\n') + 1);
}
