import { isValidElement, memo, type ComponentProps, type ReactElement } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { CodeBlock } from './code-block.js';
import { ScrollingTable } from './scrolling-table.js';
import { TaskMark } from './task-mark.js';

const remarkPlugins = [remarkGfm];
const rehypePlugins = [rehypeSanitize];

const finished: Components = {
  a: OutsideLink,
  input: TaskMark,
  table: ({ children }) => <ScrollingTable>{children}</ScrollingTable>,
  pre: ({ children }) => <CodeBlock {...codeOf(children)} isOpen={false} />,
};

const open: Components = {
  ...finished,
  pre: ({ children }) => <CodeBlock {...codeOf(children)} isOpen />,
};

const MarkdownBlock = memo(function MarkdownBlock({ text, isOpen }: { text: string; isOpen: boolean }) {
  return (
    <ReactMarkdown
      remarkPlugins={remarkPlugins}
      rehypePlugins={rehypePlugins}
      components={isOpen ? open : finished}
    >
      {text}
    </ReactMarkdown>
  );
});

export default MarkdownBlock;

function OutsideLink({ node: _node, ...props }: ComponentProps<'a'> & { node?: unknown }) {
  const isInside = props.href?.startsWith('#') ?? false;
  return isInside ? <a {...props} /> : <a {...props} target="_blank" rel="noopener noreferrer" />;
}

function codeOf(children: unknown): { code: string; language: string } {
  if (!isValidElement(children)) return { code: '', language: '' };
  const { className, children: code } = (children as ReactElement<{ className?: string; children?: unknown }>)
    .props;
  return {
    code: typeof code === 'string' ? code.replace(/\n$/, '') : '',
    language: /language-([^\s]+)/.exec(className ?? '')?.[1] ?? '',
  };
}
