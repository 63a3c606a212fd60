const CONTAINERS = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'Array']);

/** The initial value of a variable without `as`, `satisfies` and `!` around it. */
function bare(node) {
  return node && /^TS(As|Satisfies|NonNull)Expression$/.test(node.type) ? bare(node.expression) : node;
}

/** Whether the value starts empty, so that it can only be there to be filled. */
function startsEmpty(value) {
  if (value?.type === 'ArrayExpression') return value.elements.length === 0;
  if (value?.type !== 'NewExpression') return false;
  return CONTAINERS.has(value.callee.name) && value.arguments.length === 0;
}

/** The engine can be built many times in one process: nothing that changes lives at the top of a module. */
export const noModuleState = {
  meta: {
    type: 'problem',
    messages: { state: 'Module state: every engine built in this process would share "{{name}}".' },
  },
  create(context) {
    return {
      VariableDeclaration(node) {
        if (node.declare) return;
        const owner = node.parent.type === 'ExportNamedDeclaration' ? node.parent.parent : node.parent;
        if (owner.type !== 'Program') return;
        for (const declarator of node.declarations) {
          if (node.kind === 'let' || node.kind === 'var' || startsEmpty(bare(declarator.init)))
            context.report({
              node: declarator,
              messageId: 'state',
              data: { name: declarator.id.name ?? '…' },
            });
        }
      },
    };
  },
};
