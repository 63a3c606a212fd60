const ENGINE = '^libs/(messaging|live|conversation)/src/';

/** Which libraries of ours a library may import (docs: AGENTS.md). */
const LAYERS = {
  contracts: [],
  platform: ['contracts'],
  live: ['contracts', 'platform'],
  messaging: ['contracts', 'platform', 'live'],
  conversation: ['contracts', 'platform', 'live'],
  persistence: ['contracts', 'platform'],
  files: ['contracts', 'platform'],
  // Security asks auth to renew logins.
  security: ['contracts', 'platform', 'messaging'],
  sdk: ['contracts', 'platform', 'live', 'messaging', 'conversation', 'files'],
};

const layers = Object.entries(LAYERS).map(([lib, allowed]) => ({
  name: `layer-${lib}`,
  comment: `libs/${lib} may import ${allowed.length === 0 ? 'no other library of ours' : allowed.join(', ')}.`,
  severity: 'error',
  from: { path: `^libs/${lib}/` },
  to: { path: '^libs/', pathNot: `^libs/(${[lib, ...allowed].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...layers,
    {
      name: 'lib-has-a-layer',
      comment: 'A new library is given its place in LAYERS first.',
      severity: 'error',
      from: { path: '^libs/', pathNot: `^libs/(${Object.keys(LAYERS).join('|')})/` },
      to: {},
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'apps-are-islands',
      comment: 'Services talk by events and requests. Only standalone and the command put apps together.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/(standalone|cli)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-never-import-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'sources-never-import-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/' },
      to: { path: '^(test|bench|examples|scripts)/' },
    },
    {
      name: 'lib-through-its-index',
      comment: 'Import #libs/<name>; what its index.ts does not export is its own business.',
      severity: 'error',
      from: { path: '^(apps|libs|examples|bench)/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/[^/]+/src/index[.]ts$', '^$1/$2/'] },
    },
    {
      name: 'contracts-is-pure',
      comment:
        'Contracts are data: class-validator and class-transformer (with its reflect-metadata), nothing that acts.',
      severity: 'error',
      from: { path: '^libs/contracts/' },
      to: {
        dependencyTypesNot: ['local', 'aliased'],
        pathNot: '^node_modules/(class-(validator|transformer)|reflect-metadata)/',
      },
    },
    {
      name: 'engine-without-nest',
      comment: 'The engine meets Nest only in its strategies, decorators and modules.',
      severity: 'error',
      from: { path: ENGINE, pathNot: '([.](strategy|decorators?|module)[.]ts|/nest/[^/]+[.]ts)$' },
      to: { path: '^node_modules/@nestjs/' },
    },
    {
      name: 'kafka-only-in-messaging',
      comment: 'Nothing above the log transport knows which log is in use.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^libs/messaging/' },
      to: { path: '^node_modules/kafkajs/' },
    },
    {
      name: 'redis-only-in-the-engine',
      comment: 'Nothing above the live plane and the cell store knows which store is in use.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ENGINE },
      to: { path: '^node_modules/(redis|@redis)/' },
    },
    {
      name: 'page-stands-alone',
      comment: 'The page knows the server by its wire protocol only.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^libs/' },
    },
    {
      name: 'no-dev-dependency-at-run-time',
      comment: 'What the package runs must be installed with it.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^apps/web/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'declared-dependencies-only',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-dev', 'npm-peer'] },
    },
    {
      name: 'resolvable',
      comment: 'The package itself resolves only once it is built.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^heddle(/|$)' },
    },
  ],
  options: {
    doNotFollow: { path: '^(node_modules|dist)/' },
    exclude: { path: '^(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['heddle-source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      mainFields: ['main', 'types'],
    },
  },
};
