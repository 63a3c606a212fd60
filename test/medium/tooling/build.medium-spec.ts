import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** A repository of a few files with the real scripts, built by them. */
class SmallRepository {
  readonly path = mkdtempSync(join(tmpdir(), 'heddle-build-'));

  constructor() {
    const real = [
      'scripts',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'tsconfig.build.json',
      // The build runs it.
      'apps/profile/src/icons/lucide-package.ts',
    ];
    for (const name of real) cpSync(resolve(name), join(this.path, name), { recursive: true });
    symlinkSync(resolve('node_modules'), join(this.path, 'node_modules'));
    this.write('apps/standalone/src/main.ts', "import { one } from '#libs/contracts';\nconsole.log(one);");
    this.write('libs/contracts/src/index.ts', 'export const one: number = 1;');
    this.write('apps/web/index.html', '<script type="module" src="/main.ts"></script>');
    this.write('apps/web/main.ts', 'export const page = 1;');
    this.write(
      'apps/web/vite.config.ts',
      "export default { root: 'apps/web', build: { outDir: '../../dist/web' } };",
    );
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.path, path)), { recursive: true });
    writeFileSync(join(this.path, path), text);
  }

  remove(path: string): void {
    rmSync(join(this.path, path));
  }

  has = (path: string): boolean => existsSync(join(this.path, path));

  read = (path: string): string => readFileSync(join(this.path, path), 'utf8');

  /** Runs the build and tells which parts it has built. */
  build(): { code: number | null; built: string[]; said: string } {
    const run = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: this.path, encoding: 'utf8' });
    const built = [...run.stdout.matchAll(/✓ building the (\w+)/g)].map(([, part]) => part ?? '').sort();
    return { code: run.status, built, said: run.stdout + run.stderr };
  }
}

describe('the build', () => {
  let repository: SmallRepository;

  beforeAll(() => {
    repository = new SmallRepository();
    expect(repository.build()).toMatchObject({ code: 0, built: ['page', 'server'] });
  });
  afterAll(() => rmSync(repository.path, { recursive: true }));

  it('makes what runs', () => {
    expect(repository.has('dist/apps/standalone/src/main.js')).toBe(true);
    expect(repository.has('dist/web/index.html')).toBe(true);
  });

  it('does nothing when all is up to date', () =>
    expect(repository.build()).toMatchObject({ code: 0, built: [] }));

  it('builds only the part that changed', () => {
    repository.write('libs/contracts/src/index.ts', 'export const one: number = 2;');
    expect(repository.build().built).toEqual(['server']);
    expect(repository.read('dist/libs/contracts/src/index.js')).toContain('2');
    repository.write('apps/web/main.ts', 'export const page = 2;');
    expect(repository.build().built).toEqual(['page']);
  });

  it('leaves nothing of sources that are gone, and copies what lies beside the code', () => {
    repository.write('libs/contracts/src/old/old.ts', 'export const old = 1;');
    repository.write('libs/contracts/src/old/words.json', '{}');
    repository.build();
    const made = ['old.js', 'old.js.map', 'old.d.ts', 'words.json'].map(
      (name) => `dist/libs/contracts/src/old/${name}`,
    );
    expect(made.filter(repository.has)).toEqual(made);
    repository.remove('libs/contracts/src/old/old.ts');
    repository.remove('libs/contracts/src/old/words.json');
    repository.build();
    expect(made.filter(repository.has)).toEqual([]);
  });

  it('makes again what somebody has deleted', () => {
    repository.remove('dist/libs/contracts/src/index.js');
    repository.write('libs/contracts/src/more.ts', 'export const more = 1;');
    repository.build();
    expect(repository.has('dist/libs/contracts/src/index.js')).toBe(true);
  });

  it('says what does not compile, and tries again next time', () => {
    repository.write('libs/contracts/src/index.ts', "export const one: number = 'two';");
    const first = repository.build();
    expect(first.code).toBe(1);
    expect(first.said).toContain('libs/contracts/src/index.ts');
    expect(repository.build().code).toBe(1);
    repository.write('libs/contracts/src/index.ts', 'export const one: number = 3;');
    expect(repository.build()).toMatchObject({ code: 0, built: ['server'] });
  });
});
