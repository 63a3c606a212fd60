import { useEffect, useState } from 'react';
import type { HighlightedLine } from './highlighter.js';

/** The code's coloured lines, or undefined until there are any. */
export function useHighlighting(
  code: string,
  language: string,
  isWanted: boolean,
): HighlightedLine[] | undefined {
  const [result, setResult] = useState<{ code: string; lines: HighlightedLine[] }>();

  useEffect(() => {
    if (!isWanted || language === '') return;
    let isCurrent = true;
    void import('./highlighter.js')
      .then(({ highlight }) => highlight(code, language))
      .then((lines) => {
        if (isCurrent && lines !== undefined) setResult({ code, lines });
      })
      // Code without colours is still code: an old tab after an upgrade cannot load the chunk any more.
      .catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [code, language, isWanted]);

  return result?.code === code ? result.lines : undefined;
}
