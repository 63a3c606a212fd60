// The TypeScript in README and docs is free of type errors. A block that imports `./app.ts` means the block before it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { inRoot, ROOT } from '../setup/root.mjs';

const PAGES = [
  'README.md',
  ...readdirSync(inRoot('docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
/** Is nowhere: it is where the compiler believes the files to be. */
const FOLDER = inRoot('docs', '.snippets');
const ANY_APP =
  "import type { ChatApp } from 'heddle';\n\ndeclare const app: ChatApp;\nexport default app;\n";

/** Files that are nowhere but in pages, by path. */
const files = new Map();
/** Where each of them begins, by the same path. */
const places = new Map();
for (const page of PAGES) readPage(page);

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(inRoot('tsconfig.json'), (path) => readFileSync(path, 'utf8')).config,
  ts.sys,
  ROOT,
);
const host = ts.createCompilerHost(options);
const { fileExists, directoryExists, readFile, getSourceFile } = host;
host.fileExists = (path) => files.has(path) || fileExists(path);
host.directoryExists = (path) => path.startsWith(FOLDER) || directoryExists(path);
host.readFile = (path) => files.get(path) ?? readFile(path);
host.getSourceFile = (path, target, ...rest) =>
  files.has(path)
    ? ts.createSourceFile(path, files.get(path), target, true)
    : getSourceFile(path, target, ...rest);

const program = ts.createProgram(
  [...places.keys()],
  { ...options, noEmit: true, allowImportingTsExtensions: true, composite: false },
  host,
);
for (const path of places.keys()) {
  const source = program.getSourceFile(path);
  for (const problem of [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ]) {
    const { line } = source.getLineAndCharacterOfPosition(problem.start ?? 0);
    const { page, firstLine } = places.get(path);
    console.error(
      `${page}:${firstLine + line}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n  ')}`,
    );
    process.exitCode = 1;
  }
}

function readPage(page) {
  const text = readFileSync(inRoot(page), 'utf8');
  let before = ANY_APP;
  for (const [index, block] of [...text.matchAll(/^```ts\n(.*?)^```/gms)].entries()) {
    const folder = join(FOLDER, page.replaceAll('/', '-'), String(index));
    const path = join(folder, 'snippet.ts');
    const [, code] = block;
    files.set(path, code);
    files.set(join(folder, 'app.ts'), before);
    // The block's first line is the one after its fence.
    places.set(path, { page, firstLine: text.slice(0, block.index).split('\n').length + 1 });
    before = code;
  }
}
