interface Node {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
}

/** Text in these is shown as it is written. */
const LITERAL = new Set(['a', 'code', 'pre']);

/**
 * A rehype plugin: each of the names, where the text has it, becomes a link to `#element:<name>`. It comes after the
 * text was sanitised, and adds nothing that runs.
 */
export function linkNames(names: readonly string[]) {
  const pattern = new RegExp(
    `(${names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`,
  );
  const split = (text: string): Node[] =>
    text
      .split(pattern)
      .filter((part) => part !== '')
      .map((value) => (names.includes(value) ? link(value) : { type: 'text', value }));
  const walk = (node: Node): void => {
    if (node.children === undefined || LITERAL.has(node.tagName ?? '')) return;
    node.children = node.children.flatMap((child) =>
      child.type === 'text' ? split(child.value ?? '') : [child],
    );
    for (const child of node.children) if (child.properties?.['dataElement'] === undefined) walk(child);
  };
  return () => walk;
}

function link(name: string): Node {
  return {
    type: 'element',
    tagName: 'a',
    properties: { href: `#element:${name}`, dataElement: name },
    children: [{ type: 'text', value: name }],
  };
}
