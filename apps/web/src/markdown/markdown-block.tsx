import { isValidElement, memo, useContext, useMemo, type ComponentProps, type ReactElement } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { ElementLink } from '../elements/element-link.js';
import { isOpened, LinkedElements } from '../elements/linked-elements.js';
import { CodeBlock } from './code-block.js';
import { linkNames } from './link-names.js';
import { ownDirection } from './own-direction.js';
import { ScrollingTable } from './scrolling-table.js';
import { TaskMark } from './task-mark.js';

const remarkPlugins = [remarkGfm];
const base = [rehypeSanitize, ownDirection];

const finished: Components = {
  a: MessageLink,
  input: TaskMark,
  table: ({ children, dir }) => <ScrollingTable dir={dir}>{children}</ScrollingTable>,
  pre: ({ children }) => <CodeBlock {...codeOf(children)} isOpen={false} />,
};

const open: Components = {
  ...finished,
  pre: ({ children }) => <CodeBlock {...codeOf(children)} isOpen />,
};

const MarkdownBlock = memo(function MarkdownBlock({ text, isOpen }: { text: string; isOpen: boolean }) {
  const elements = useContext(LinkedElements);
  const rehypePlugins = useMemo(() => {
    const names = elements.filter(isOpened).map(({ name }) => name);
    return names.length === 0 ? base : [...base, linkNames(names)];
  }, [elements]);
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

interface LinkProps extends ComponentProps<'a'> {
  node?: unknown;
  'data-element'?: string;
}

function MessageLink({ node: _node, 'data-element': name, ...props }: LinkProps) {
  const element = useContext(LinkedElements).find((candidate) => candidate.name === name);
  if (element !== undefined) return <ElementLink element={element}>{props.children}</ElementLink>;
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
