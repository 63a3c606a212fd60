import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { chatOnce } from './chat-once.js';
import { EmptyFolder } from './empty-folder.js';

const require = createRequire(import.meta.url);

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** An app that answers with a word and what it was told. */
const appSaying = (word: string): string => `import { defineChatApp } from 'heddle';

export default defineChatApp({
  name: 'echo',
  onMessage: (message) => \`${word}, \${message.content}\`,
});
`;

describe('the package', () => {
  const folder = new EmptyFolder();
  let packed: Packed;

  beforeAll(() => {
    // What the package is made of is built before this lane starts.
    const { stdout } = spawnSync(
      'npm',
      ['pack', '--json', '--ignore-scripts', '--pack-destination', folder.path],
      { encoding: 'utf8' },
    );
    [packed] = JSON.parse(stdout) as [Packed];
    folder.run('npm', ['init', '-y']);
    folder.run('npm', ['install', '--no-audit', '--no-fund', join(folder.path, packed.filename)]);
  });

  afterAll(() => folder.remove());

  it('holds what runs, and nothing else', () => {
    const paths = packed.files.map(({ path }) => path);
    const needed = [
      'dist/apps/standalone/src/main.js',
      'dist/apps/cli/src/main.js',
      'dist/apps/profile/src/icons/lucide.json',
      'dist/libs/sdk/src/index.js',
      'dist/libs/sdk/src/index.d.ts',
      'dist/web/index.html',
      'LICENSE',
      'README.md',
      'package.json',
    ];
    expect(needed.filter((path) => !paths.includes(path))).toEqual([]);
    const allowed = /^(dist\/(apps|libs|web)\/|(LICENSE|README\.md|CHANGELOG\.md|package\.json)$)/;
    expect(paths.filter((path) => !allowed.test(path))).toEqual([]);
    // Twenty more kilobytes of page are fine; a folder that slipped in is not.
    expect(packed.size).toBeLessThan(5_000_000);
  });

  it('exports the SDK to a plain module', () => {
    const said = folder.run('node', [
      '--input-type=module',
      '--eval',
      "const { defineChatApp } = await import('heddle'); console.log(typeof defineChatApp);",
    ]);
    expect(said).toBe('function\n');
  });

  describe('heddle init', () => {
    beforeAll(() => void folder.run('npx', ['heddle', 'init']));

    it('writes an app whose own test passes', () => {
      expect(existsSync(join(folder.path, 'app.ts'))).toBe(true);
      folder.run('npm', ['test']);
    });

    it('writes settings by which the app and its test are free of type errors', () => {
      // This repository's compiler: a newcomer installs one.
      folder.run(process.execPath, [require.resolve('typescript/bin/tsc'), '--project', folder.path]);
    });

    it('writes an app that chats', async () => {
      const serving = await folder.serve(['run', 'app.ts']);
      onTestFinished(() => serving.stop());
      expect(await chatOnce(serving.url, 'hello')).not.toBe('');
      const page = await fetch(serving.url, { headers: { accept: 'text/html' } });
      expect(await page.text()).toContain('<div id="root">');
    });

    it('leaves alone what is there', () => {
      const app = join(folder.path, 'app.ts');
      writeFileSync(app, appSaying('Mine'));
      folder.run('npx', ['heddle', 'init']);
      expect(readFileSync(app, 'utf8')).toBe(appSaying('Mine'));
    });
  });

  it('answers anew when the app is edited under --watch', async () => {
    const app = join(folder.path, 'watched.ts');
    writeFileSync(app, appSaying('First'));
    const serving = await folder.serve(['run', 'watched.ts', '--watch']);
    onTestFinished(() => serving.stop());
    expect(await chatOnce(serving.url, 'hello')).toBe('First, hello');

    writeFileSync(app, appSaying('Second'));
    await vi.waitFor(async () => expect(await chatOnce(serving.url, 'hello')).toBe('Second, hello'), {
      timeout: 20_000,
      interval: 250,
    });
  });

  it('says in one sentence that an app file is missing', () => {
    expect(() => folder.run('npx', ['heddle', 'run', 'nowhere.ts'])).toThrow(/nowhere\.ts/);
  });
});
