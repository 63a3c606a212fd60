import { globalName, isValue, memberName } from './syntax.mjs';

const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate']);
const MEMBERS = {
  Date: { now: 'Clock.now()' },
  Math: { random: 'Random.next()' },
  AbortSignal: { timeout: 'Clock.after()' },
  process: { hrtime: 'Clock.now()', uptime: 'Clock.now()' },
};
const WHOLE_GLOBALS = { performance: 'Clock.now()', crypto: 'Random or Ids' };
const MODULES = {
  timers: 'Clock',
  'timers/promises': 'Clock.sleep()',
  perf_hooks: 'Clock.now()',
  uuid: 'Ids, or deriveId() of #libs/platform',
};
const CHANCE = /^(random|getRandomValues|generate|webcrypto|subtle|default$)/;

/**
 * In the engine, time, timers, ids and chance come only from the ports Clock, Ids and Random, so that a simulation
 * can own them.
 */
export const enginePorts = {
  meta: {
    type: 'problem',
    messages: {
      port: 'The engine takes time, timers, ids and chance from its ports: use {{port}}, not {{found}}.',
    },
  },
  create(context) {
    const report = (node, found, port) => context.report({ node, messageId: 'port', data: { found, port } });
    const checkGlobal = (node) => {
      const name = globalName(context, node);
      if (TIMERS.has(name)) report(node, name, 'Clock.after(), every() or sleep()');
      else if (Object.hasOwn(WHOLE_GLOBALS, name ?? '')) report(node, name, WHOLE_GLOBALS[name]);
    };
    const checkModule = (node) => {
      if (!node.source || node.importKind === 'type' || node.exportKind === 'type') return;
      const module = node.source.value.replace(/^node:/, '');
      if (Object.hasOwn(MODULES, module)) report(node, module, MODULES[module]);
      if (module !== 'crypto') return;
      for (const specifier of node.specifiers) {
        const name = (specifier.imported ?? (node.type === 'ImportDeclaration' ? undefined : specifier.local))
          ?.name;
        if (CHANCE.test(name ?? 'default')) report(specifier, name ?? 'all of crypto', 'Random or Ids');
      }
    };
    return {
      Identifier(node) {
        if (isValue(node)) checkGlobal(node);
      },
      MemberExpression(node) {
        checkGlobal(node);
        const owner = globalName(context, node.object);
        const port = Object.hasOwn(MEMBERS, owner ?? '') ? MEMBERS[owner][memberName(node)] : undefined;
        if (port) report(node, `${owner}.${memberName(node)}`, port);
      },
      NewExpression(node) {
        if (node.arguments.length === 0 && globalName(context, node.callee) === 'Date')
          report(node, 'new Date()', 'Clock.now()');
      },
      CallExpression(node) {
        if (globalName(context, node.callee) === 'Date') report(node, 'Date()', 'Clock.now()');
      },
      ImportDeclaration: checkModule,
      ExportNamedDeclaration: checkModule,
    };
  },
};
