import { globalName, memberName } from './syntax.mjs';

/** An environment variable is read in one place per app: its `<app>.config.ts` or `main.ts`. */
export const configEnv = {
  meta: {
    type: 'problem',
    messages: {
      env: 'Only an app\'s "*.config.ts" or "main.ts" reads the environment; pass the value on from there.',
    },
  },
  create(context) {
    const report = (node) => context.report({ node, messageId: 'env' });
    const hasEnv = (pattern) =>
      pattern.type === 'ObjectPattern' && pattern.properties.some((property) => property.key?.name === 'env');
    return {
      MemberExpression(node) {
        if (memberName(node) !== 'env') return;
        const owner = node.object;
        const isProcess = globalName(context, owner) === 'process' || owner.name === 'process';
        if (isProcess) report(node);
      },
      VariableDeclarator(node) {
        if (node.init?.type === 'Identifier' && node.init.name === 'process' && hasEnv(node.id)) report(node);
      },
      ImportDeclaration(node) {
        if (!/^(node:)?process$/.test(node.source.value)) return;
        for (const specifier of node.specifiers) if (specifier.imported?.name === 'env') report(specifier);
      },
    };
  },
};
