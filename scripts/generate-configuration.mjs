// Writes docs/configuration.md from the configuration classes; to be run after a change of one.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const CONFIGURATION_PAGE = join(ROOT, 'docs', 'configuration.md');

const HEAD = `<!-- Generated from the configuration classes by scripts/generate-configuration.mjs. Do not edit. -->

# Configuration

Every setting is an environment variable. An empty variable counts as not set. A process that finds a setting wrong or
missing names all such settings at once and does not start.

\`standalone\` is what \`npm start\` and \`heddle run\` start; \`assistant\` and \`heddle worker\` are workers. A setting that
means different things to different processes has a line for each.
`;

/** What is read by no configuration class: the edge's template and the repository's own scripts. */
const OTHERS = [
  {
    name: 'CHROMIUM',
    values: 'file',
    fallback: '`/usr/bin/chromium`',
    meaning: 'The browser that tests drive.',
    readers: ['`npm run test:browser`'],
  },
  {
    name: 'PORT',
    values: 'whole number',
    fallback: '`8000`',
    meaning: 'The port the edge listens on.',
    readers: ['edge', '`npm run cluster`'],
  },
  {
    name: 'EDGE_BIND',
    values: 'IP address',
    fallback: '`0.0.0.0`',
    meaning: 'The address the edge listens on.',
    readers: ['edge'],
  },
  {
    name: 'EDGE_WEB_ROOT',
    values: 'folder',
    fallback: '`/usr/share/heddle`',
    meaning: 'The built page.',
    readers: ['edge'],
  },
  {
    name: 'EDGE_RESOLVER',
    values: 'nginx directive',
    fallback: 'not set',
    meaning: 'A `resolver` directive, where the servers of the parts are names that resolve to several.',
    readers: ['edge'],
  },
  ...['AUTH', 'SESSION', 'PROFILE', 'CHAT_GATEWAY'].map((part) => ({
    name: `EDGE_${part}_SERVERS`,
    values: 'nginx directives',
    fallback: `the Service \`${part.toLowerCase().replace('_', '-')}:3000\``,
    meaning: 'The `server` directives of this part: one for each replica, or one that resolves to all.',
    readers: ['edge'],
  })),
  {
    name: 'HEDDLE_DATA',
    values: 'folder',
    fallback: '`.heddle`',
    meaning: 'Where the cluster of this machine keeps its files, in `cluster`.',
    readers: ['`npm run cluster`', '`npm run test:cluster`'],
  },
  {
    name: 'HEDDLE_CLUSTER_PORTS',
    values: 'whole number',
    fallback: '`18000`',
    meaning: 'The first of a hundred ports that the cluster of this machine may use.',
    readers: ['`npm run cluster`'],
  },
  {
    name: 'HEDDLE_CACHE',
    values: 'folder',
    fallback: 'not set',
    meaning: 'Where Kafka, once fetched, is kept for the next cluster.',
    readers: ['`npm run cluster`'],
  },
  {
    name: 'HEDDLE_URL',
    values: 'URL',
    fallback: 'a standalone of their own',
    meaning: 'The deployment that the end-to-end and browser tests meet.',
    readers: ['`npm test`'],
  },
];

/** Read by scripts, but nobody's to set for Heddle's sake. */
const NOT_SETTINGS = /^(PATH|npm_.*|HEDDLE_TEST_.*)$/;

/** The page, as it should be. Throws when a setting has no doc comment, or its values cannot be told. */
export function renderConfiguration() {
  const settings = [...settingsOfClasses(), ...OTHERS];
  assertCovered(settings);
  const lines = settings
    .sort((a, b) => Number(a.name > b.name) - Number(a.name < b.name))
    .map(({ name, values, fallback, meaning, readers }) => [
      `\`${name}\``,
      values,
      fallback,
      meaning.replaceAll('|', '\\|'),
      [...readers].join(', '),
    ]);
  const rows = [['Setting', 'Values', 'Default', 'Meaning', 'Read by'], Array(5).fill('---'), ...lines];
  return `${HEAD}\n${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

/** One entry for each setting that some process reads; what several classes say alike is one. */
function settingsOfClasses() {
  const files = [...typescriptIn('libs/platform/src'), ...typescriptIn('apps')].map(parse);
  const classes = new Map(
    files
      .flatMap(nodesOf)
      .filter(isConfigClass)
      .map((node) => [node.name.text, node]),
  );
  const constants = new Map(
    files
      .flatMap(nodesOf)
      .filter(isConstant)
      .map((node) => [node.name.text, node]),
  );
  const found = new Map();
  for (const { process, schema } of files.flatMap(readingsIn)) {
    for (const property of propertiesOf(schema, classes)) {
      const setting = describe(property, constants);
      const key = JSON.stringify(setting);
      const known = found.get(key) ?? { ...setting, readers: new Set() };
      found.set(key, known);
      known.readers.add(process);
    }
  }
  return [...found.values()];
}

function typescriptIn(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(ROOT, path).startsWith(join('apps', 'web')))
    .sort();
}

function parse(path) {
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
}

function nodesOf(node) {
  const children = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return [node, ...children.flatMap(nodesOf)];
}

const isConfigClass = (node) => ts.isClassDeclaration(node) && node.name?.text.endsWith('Config');
const isConstant = (node) =>
  ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined;

/** Which process reads which class: the calls of loadConfig and loadConfigs. */
function readingsIn(file) {
  const [, app, ...rest] = relative(ROOT, file.fileName).split(sep);
  if (rest.length === 0 || !relative(ROOT, file.fileName).startsWith('apps')) return [];
  const command = /^(.+)\.command\.ts$/.exec(basename(file.fileName))?.[1];
  const process = command ? `\`heddle ${command}\`` : app;
  return nodesOf(file)
    .filter((node) => ts.isCallExpression(node) && /^loadConfigs?$/.test(node.expression.getText()))
    .flatMap((call) => call.arguments.slice(0, -1))
    .map((argument) => ({ process, schema: argument.getText() }));
}

/** A class's own settings and those it extends; its own come instead of those of the same name. */
function propertiesOf(name, classes) {
  const node = classes.get(name);
  if (!node) throw new Error(`There is no configuration class ${name}.`);
  const base = node.heritageClauses?.[0]?.types[0]?.expression.getText();
  const own = node.members.filter(ts.isPropertyDeclaration);
  const names = new Set(own.map((property) => property.name.getText()));
  const inherited = base ? propertiesOf(base, classes) : [];
  return [...inherited.filter((property) => !names.has(property.name.getText())), ...own];
}

function describe(property, constants) {
  const name = property.name.getText();
  const [comment] = property.jsDoc ?? [];
  const meaning = ts.getTextOfJSDocComment(comment?.comment)?.replaceAll(/\s+/g, ' ');
  const where = relative(ROOT, property.getSourceFile().fileName);
  if (!meaning) throw new Error(`${where}: ${name} has no doc comment that says what it means.`);
  const values = ts
    .getDecorators(property)
    ?.flatMap((decorator) => valuesOf(decorator.expression, constants));
  if (!values?.length) throw new Error(`${where}: no decorator of ${name} says which values it may have.`);
  return { name, meaning, values: values.join(', '), fallback: fallbackOf(property, constants) };
}

/** What a decorator says about the values; nothing when it says something else. */
function valuesOf(call, constants) {
  const [first, second] = (call.arguments ?? []).map((argument) => constantOf(argument, constants));
  const decorator = call.expression.getText();
  const say = {
    IntegerSetting: () => [`whole number, ${first} to ${second}`],
    SwitchSetting: () => ['`on`', '`off`'],
    ListSetting: () => ['words separated by commas'],
    KeySetting: () => ['32 bytes in base64'],
    IsIn: () => first.map((value) => `\`${value}\``),
    IsIP: () => ['IP address'],
    IsUrl: () => [`URL: ${(first?.protocols ?? ['http', 'https']).map((it) => `\`${it}://\``).join(' or ')}`],
    IsString: () => ['text'],
    FilesUrlSetting: () => ['URL: `file://`'],
    IsOptional: () => [],
    IsDefined: () => [],
    ArrayNotEmpty: () => [],
  }[decorator];
  if (!say) throw new Error(`scripts/generate-configuration.mjs does not know what @${decorator} means.`);
  return say();
}

function fallbackOf(property, constants) {
  if (property.initializer) return `\`${constantOf(property.initializer, constants)}\``;
  return property.questionToken ? 'not set' : '**required**';
}

/** The value of an expression made of literals, products and constants. */
function constantOf(node, constants) {
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (ts.isAsExpression(node)) return constantOf(node.expression, constants);
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((each) => constantOf(each, constants));
  if (ts.isObjectLiteralExpression(node))
    return Object.fromEntries(
      node.properties.map((each) => [each.name.getText(), constantOf(each.initializer, constants)]),
    );
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AsteriskToken)
    return constantOf(node.left, constants) * constantOf(node.right, constants);
  if (ts.isIdentifier(node) && node.text === 'undefined') return undefined;
  const known = ts.isIdentifier(node) && constants.get(node.text)?.initializer;
  if (!known) throw new Error(`${node.getSourceFile().fileName}: ${node.getText()} is no constant.`);
  return constantOf(known, constants);
}

/** Throws when a script, or the edge, reads a variable that the page does not name. */
function assertCovered(settings) {
  const known = new Set(settings.map(({ name }) => name));
  const assertKnown = (path, names) => {
    const unknown = names.find((name) => !known.has(name) && !NOT_SETTINGS.test(name));
    if (!unknown) return;
    throw new Error(`${path} reads ${unknown}: explain it in scripts/generate-configuration.mjs.`);
  };
  const template = join('infra', 'nginx', 'edge.conf.template');
  assertKnown(template, matches(template, /\$\{(\w+)\}/g));
  for (const path of readdirSync(join(ROOT, 'scripts'), { recursive: true, encoding: 'utf8' })) {
    const script = join('scripts', path);
    if (path.endsWith('.mjs')) assertKnown(script, matches(script, /process\.env(?:\.|\[')(\w+)/g));
  }
}

function matches(path, pattern) {
  return [...readFileSync(join(ROOT, path), 'utf8').matchAll(pattern)].map(([, name]) => name);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = renderConfiguration();
  const before = existsSync(CONFIGURATION_PAGE) && readFileSync(CONFIGURATION_PAGE, 'utf8');
  if (before === text) {
    console.log('docs/configuration.md is up to date.');
  } else if (process.argv.includes('--check')) {
    console.error(
      'docs/configuration.md is not what the configuration classes say: run node scripts/generate-configuration.mjs.',
    );
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(CONFIGURATION_PAGE), { recursive: true });
    writeFileSync(CONFIGURATION_PAGE, text);
    console.log('docs/configuration.md written.');
  }
}
