import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { APP_TEMPLATE, APP_TEST_TEMPLATE, TSCONFIG_TEMPLATE } from './init.templates.js';

interface Manifest {
  type?: string;
  scripts?: Record<string, string>;
  [key: string]: unknown;
}

const SCRIPTS = {
  start: 'heddle run app.ts --watch',
  test: 'node --import heddle/loader --test app.test.ts',
};

/** `heddle init`: a first chat app and its test. */
export function initCommand(): Command {
  return new Command('init')
    .description('make a first chat app and its test; existing files are left alone')
    .argument('[folder]', 'where to', '.')
    .action((given: string) => {
      const folder = resolve(given);
      mkdirSync(folder, { recursive: true });
      write(folder, 'app.ts', APP_TEMPLATE);
      write(folder, 'app.test.ts', APP_TEST_TEMPLATE);
      write(folder, 'tsconfig.json', TSCONFIG_TEMPLATE);
      write(folder, '.gitignore', 'node_modules/\n.heddle/\n');
      addScripts(join(folder, 'package.json'));
      print(
        '\nTalk to it: npm start\nTest it:    npm test\nCheck it:   npm install -D typescript && npx tsc',
      );
    });
}

function write(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  if (existsSync(path)) return print(`kept   ${name}`);
  writeFileSync(path, text);
  print(`made   ${name}`);
}

function addScripts(path: string): void {
  const manifest: Manifest = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest)
    : { private: true };
  // npm's own default test script only says that there is none.
  const { test, ...others } = manifest.scripts ?? {};
  const own = test?.includes('no test specified') ? others : manifest.scripts;
  writeFileSync(
    path,
    `${JSON.stringify({ ...manifest, type: 'module', scripts: { ...SCRIPTS, ...own } }, null, 2)}\n`,
  );
  print('wrote  package.json');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
