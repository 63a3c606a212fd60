import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Code that breaks one rule each: where it lies, what it says, which rule must object (none: it is allowed). */
const CASES: readonly [path: string, code: string, rule: string | undefined][] = [
  ['libs/live/src/a.ts', 'export const f = () => Date.now();', 'heddle(engine-ports)'],
  ['libs/live/src/b.ts', 'export const f = () => new Date();', 'heddle(engine-ports)'],
  ['libs/live/src/c.ts', 'export const f = (at: number) => new Date(at);', undefined],
  [
    'libs/messaging/src/a.ts',
    'export const f = (g: () => void) => setTimeout(g, 1);',
    'heddle(engine-ports)',
  ],
  [
    'libs/messaging/src/b.ts',
    'export const f = (g: () => void) => globalThis.setInterval(g, 1);',
    'heddle(engine-ports)',
  ],
  ['libs/messaging/src/c.ts', 'export const f = (g: () => void) => setImmediate(g);', 'heddle(engine-ports)'],
  ['libs/messaging/src/d.ts', 'export const later = setTimeout;', 'heddle(engine-ports)'],
  ['libs/messaging/src/e.ts', "export { setTimeout } from 'node:timers/promises';", 'heddle(engine-ports)'],
  ['libs/messaging/src/g.ts', "export { randomUUID } from 'node:crypto';", 'heddle(engine-ports)'],
  ['libs/messaging/src/f.ts', 'export const f = (setTimeout: () => void) => setTimeout();', undefined],
  ['libs/conversation/src/a.ts', 'export const f = () => Math.random();', 'heddle(engine-ports)'],
  [
    'libs/conversation/src/b.ts',
    "import { randomUUID } from 'node:crypto';\nexport const f = () => randomUUID();",
    'heddle(engine-ports)',
  ],
  [
    'libs/conversation/src/c.ts',
    "import { createHash } from 'node:crypto';\nexport const f = () => createHash('sha1');",
    undefined,
  ],
  ['libs/conversation/src/d.ts', 'export const f = () => crypto.randomUUID();', 'heddle(engine-ports)'],
  ['libs/conversation/src/e.ts', 'export const f = () => performance.now();', 'heddle(engine-ports)'],
  ['libs/conversation/src/f.ts', 'export const f = () => process.hrtime();', 'heddle(engine-ports)'],
  ['libs/conversation/src/g.ts', 'export const f = () => AbortSignal.timeout(5);', 'heddle(engine-ports)'],
  ['libs/live/src/g.ts', 'export const seen = new Map<string, number>();', 'heddle(no-module-state)'],
  ['libs/live/src/h.ts', 'let count = 0;\nexport const f = () => ++count;', 'heddle(no-module-state)'],
  ['libs/live/src/i.ts', "export const NAMES = new Set(['a']);", undefined],
  ['libs/platform/src/a.ts', 'export const f = () => Date.now();', undefined],
  ['libs/platform/src/b.ts', "export const f = () => process.env['PORT'];", 'heddle(config-env)'],
  ['libs/platform/src/c.ts', 'const { env } = process;\nexport const f = () => env;', 'heddle(config-env)'],
  [
    'libs/platform/src/d.ts',
    "import { env } from 'node:process';\nexport const f = () => env;",
    'heddle(config-env)',
  ],
  ['apps/auth/src/auth.config.ts', 'export const f = () => process.env;', undefined],
  ['apps/auth/src/main.ts', 'export const f = () => process.env;', undefined],
  ['apps/auth/src/login/main.ts', 'export const f = () => process.env;', 'heddle(config-env)'],
  ['apps/auth/src/a.ts', 'export const f = (x: any): unknown => x;', 'typescript(no-explicit-any)'],
  [
    'apps/auth/src/b.ts',
    'export const f = () => {\n  Promise.resolve();\n};',
    'typescript(no-floating-promises)',
  ],
  [
    'apps/auth/src/c.ts',
    'export const f = (text: string): string => JSON.parse(text);',
    'typescript(no-unsafe-return)',
  ],
  ['apps/auth/src/d.ts', "export const f = () => {\n  throw 'no error';\n};", 'typescript(only-throw-error)'],
  [
    'apps/auth/src/e.ts',
    `export const f = () => {\n${'  g();\n'.repeat(60)}};\nconst g = () => {};`,
    'eslint(max-lines-per-function)',
  ],
  ['apps/auth/src/f.ts', 'export const f = 1;\n'.concat('// more\n'.repeat(300)), 'eslint(max-lines)'],
  ['apps/auth/src/g.ts', "export const f = () => console.log('hello');", 'eslint(no-console)'],
  [
    'test/unit/a.spec.ts',
    "import { it } from 'vitest';\nit.skip('does', () => {});",
    'vitest(no-disabled-tests)',
  ],
];

describe('the lint rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-lint-'));
  const found = new Map<string, string[]>();

  beforeAll(() => {
    for (const name of ['.oxlintrc.json', 'tsconfig.json', 'package.json', 'scripts/lint'])
      cpSync(resolve(name), join(folder, name), { recursive: true });
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    for (const [path, code] of CASES) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), `${code}\n`);
    }
    const oxlint = resolve('node_modules/oxlint/bin/oxlint');
    const run = spawnSync(process.execPath, [oxlint, '--format', 'json', 'apps', 'libs', 'test'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: { code: string; filename: string }[] };
    for (const { code, filename } of diagnostics) found.set(filename, [...(found.get(filename) ?? []), code]);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(CASES.map(([path, code, rule]) => ({ path, rule, start: code.slice(0, 60) })))(
    '$rule: $start ($path)',
    ({ path, rule }) => {
      const codes = found.get(path) ?? [];
      expect(codes).toEqual(rule === undefined ? [] : expect.arrayContaining([rule]));
    },
  );
});
