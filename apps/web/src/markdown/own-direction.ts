interface Node {
  type: string;
  properties?: Record<string, unknown>;
  children?: Node[];
}

/** A rehype plugin: each block runs in the direction of its own first letters. */
export function ownDirection() {
  return ({ children = [] }: Node): void => {
    for (const { type, properties } of children)
      if (type === 'element' && properties !== undefined) properties['dir'] = 'auto';
  };
}
