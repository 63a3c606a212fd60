const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const LIST_ITEM = /^ {0,3}([-*+]|\d{1,9}[.)])(\s|$)/;
const DEFINITION = /^ {0,3}\[[^\]]+\]:\s*\S/m;

/**
 * Cuts Markdown into its top-level blocks, so that while an answer streams only the last one is parsed again.
 * Definitions (`[name]: address`, footnotes) hold for the whole text, which is then one block.
 */
export function markdownBlocks(text: string): string[] {
  if (DEFINITION.test(text)) return [text];
  const blocks: string[] = [];
  let lines: string[] = [];
  let fence: string | undefined;
  let isAfterBlank = false;

  const close = (): void => {
    if (lines.some((line) => line.trim() !== '')) blocks.push(lines.join('\n').trimEnd());
    lines = [];
  };

  for (const line of text.split('\n')) {
    if (fence !== undefined) {
      lines.push(line);
      if (closesFence(line, fence)) {
        fence = undefined;
        if (lines.length > 0 && !isListBlock(lines)) close();
      }
      continue;
    }
    if (line.trim() === '') {
      isAfterBlank = true;
      lines.push(line);
      continue;
    }
    if (isAfterBlank && !continues(lines, line)) close();
    isAfterBlank = false;
    const opening =
      FENCE.exec(line)?.[1] ?? (isListBlock(lines) ? /^\s+(`{3,}|~{3,})/.exec(line)?.[1] : undefined);
    if (opening !== undefined) {
      if (!isListBlock(lines) && !/^\s*>/.test(lines[0] ?? '')) close();
      fence = opening;
    }
    lines.push(line);
  }
  close();
  return blocks;
}

function closesFence(line: string, fence: string): boolean {
  const marker = /^\s*(`{3,}|~{3,})\s*$/.exec(line)?.[1];
  return marker !== undefined && marker[0] === fence[0] && marker.length >= fence.length;
}

/** Blank lines do not end a list whose next line is another item or is indented below one. */
function continues(block: readonly string[], line: string): boolean {
  if (!isListBlock(block)) return /^ {4}/.test(block[0] ?? '') && /^ {4}/.test(line);
  return LIST_ITEM.test(line) || /^\s{2,}/.test(line);
}

function isListBlock(block: readonly string[]): boolean {
  return LIST_ITEM.test(block[0] ?? '');
}
