import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const APPS = ['auth', 'session', 'standalone', 'cli'];
const LIBS = ['contracts', 'platform', 'live', 'messaging', 'conversation', 'persistence', 'security', 'sdk'];

/** Which file imports what, and the rule that must object (none: it is allowed). */
const CASES: readonly [from: string, imported: string, rule: string | undefined][] = [
  ['libs/platform/src/a.ts', '#libs/contracts', undefined],
  ['libs/platform/src/b.ts', '#libs/live', 'layer-platform'],
  ['libs/live/src/a.ts', '#libs/messaging', 'layer-live'],
  ['libs/messaging/src/a.ts', '#libs/conversation', 'layer-messaging'],
  ['libs/conversation/src/a.ts', '#libs/messaging', 'layer-conversation'],
  ['libs/persistence/src/a.ts', '#libs/live', 'layer-persistence'],
  ['libs/security/src/a.ts', '#libs/messaging', undefined],
  ['libs/security/src/b.ts', '#libs/persistence', 'layer-security'],
  ['libs/sdk/src/a.ts', '#libs/conversation', undefined],
  ['libs/sdk/src/b.ts', '#libs/security', 'layer-sdk'],
  ['libs/contracts/src/a.ts', '#libs/platform', 'layer-contracts'],
  ['libs/contracts/src/b.ts', 'class-validator', undefined],
  ['libs/contracts/src/c.ts', 'node:fs', 'contracts-is-pure'],
  ['libs/contracts/src/d.ts', '@nestjs/common', 'contracts-is-pure'],
  ['libs/new/src/a.ts', '#libs/contracts', 'lib-has-a-layer'],
  ['libs/live/src/b.ts', '../../../apps/auth/src/main.js', 'libs-never-import-apps'],
  ['libs/live/src/c.ts', '@nestjs/common', 'engine-without-nest'],
  ['libs/live/src/live.module.ts', '@nestjs/common', undefined],
  ['apps/auth/src/a.ts', '#libs/sdk', undefined],
  ['apps/auth/src/b.ts', '../../session/src/main.js', 'apps-are-islands'],
  ['apps/standalone/src/a.ts', '../../session/src/main.js', undefined],
  ['apps/cli/src/a.ts', '../../standalone/src/main.js', undefined],
  ['apps/auth/src/c.ts', '../../../libs/sdk/src/inner.js', 'lib-through-its-index'],
  ['libs/sdk/src/c.ts', '../../live/src/inner.js', 'lib-through-its-index'],
  ['apps/auth/src/d.ts', '../../../test/support/a.js', 'sources-never-import-tests'],
  ['apps/auth/src/e.ts', 'vitest', 'no-dev-dependency-at-run-time'],
  ['apps/auth/src/f.ts', 'qs', 'declared-dependencies-only'],
  ['apps/auth/src/g.ts', './nowhere.js', 'resolvable'],
  ['apps/auth/src/h.ts', 'kafkajs', 'kafka-only-in-messaging'],
  ['apps/auth/src/i.ts', 'redis', 'redis-only-in-the-engine'],
  ['apps/web/src/a.ts', '#libs/contracts', 'page-stands-alone'],
  ['apps/web/src/b.ts', 'react', undefined],
  ['apps/auth/src/ring.ts', './ring.js', 'no-circular'],
];

describe('the dependency rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-dependencies-'));
  const found = new Map<string, string[]>();

  const write = (path: string, code: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${code}\n`);
  };

  beforeAll(() => {
    for (const name of ['.dependency-cruiser.mjs', 'tsconfig.json', 'package.json'])
      cpSync(resolve(name), join(folder, name));
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    for (const app of APPS) write(`apps/${app}/src/main.ts`, 'export const name = 1;');
    for (const lib of LIBS)
      for (const file of ['index', 'inner']) write(`libs/${lib}/src/${file}.ts`, 'export const name = 1;');
    write('test/support/a.ts', 'export const name = 1;');
    for (const [from, imported] of CASES)
      write(from, `import * as it from '${imported}';\nexport const a = it;`);
    const depcruise = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const options = ['--config', '.dependency-cruiser.mjs', '--preserve-symlinks', '--output-type', 'json'];
    const run = spawnSync(process.execPath, [depcruise, ...options, 'apps', 'libs'], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const { summary } = JSON.parse(run.stdout) as {
      summary: { violations: { from: string; rule: { name: string } }[] };
    };
    for (const { from, rule } of summary.violations) found.set(from, [...(found.get(from) ?? []), rule.name]);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(CASES)('%s imports %s: %s', (from, _imported, rule) => {
    const rules = found.get(from) ?? [];
    expect(rules).toEqual(rule === undefined ? [] : expect.arrayContaining([rule]));
  });
});
