import { lazy, Suspense, useMemo } from 'react';
import { markdownBlocks } from './markdown-blocks.js';
import { settleHalfWritten } from './half-written.js';

// Asked for at once, but not part of what the page needs before it can show itself.
const loading = import('./markdown-block.js');
const MarkdownBlock = lazy(() => loading);

/** Markdown whose finished blocks are not rendered again while the text grows. */
export function Markdown({ text, isStreaming = false }: { text: string; isStreaming?: boolean }) {
  const blocks = useMemo(() => markdownBlocks(text), [text]);
  const last = blocks.length - 1;
  return (
    <div className="prose-chat">
      {blocks.map((block, index) => {
        const isOpen = isStreaming && index === last;
        // Blocks are only ever appended, so a position names the same block from one token to the next.
        return (
          <Suspense key={index} fallback={<p className="whitespace-pre-wrap">{block}</p>}>
            <MarkdownBlock text={isOpen ? settleHalfWritten(block) : block} isOpen={isOpen} />
          </Suspense>
        );
      })}
    </div>
  );
}
