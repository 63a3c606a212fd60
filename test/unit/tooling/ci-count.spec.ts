import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

interface Run {
  readonly passed: number;
  readonly failed?: number;
  /** Test files that failed before their first test. */
  readonly notLoaded?: number;
}

/** What CI counts for a step that ended like this. */
function count(kind: string, code: number, left: { runs?: readonly Run[]; log?: string } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-count-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const step = join(folder, 'step');
  mkdirSync(`${step}.results`);
  writeFileSync(`${step}.log`, left.log ?? '');
  left.runs?.forEach(({ passed, failed = 0, notLoaded = 0 }, index) => {
    const testResults = Array.from({ length: notLoaded }, () => ({ status: 'failed', assertionResults: [] }));
    const run = { numPassedTests: passed, numFailedTests: failed, testResults };
    writeFileSync(join(`${step}.results`, `${index}.json`), JSON.stringify(run));
  });
  return spawnSync(process.execPath, ['.ci/count.mjs', kind, String(code), step], {
    encoding: 'utf8',
  }).stdout.trim();
}

describe('CI counts', () => {
  it('a check as one', () => {
    expect(count('check', 0)).toBe('1 0');
    expect(count('check', 2)).toBe('0 1');
  });

  it('the tests of all runs of a step', () => {
    expect(count('tests', 0, { runs: [{ passed: 5 }, { passed: 2 }] })).toBe('7 0');
    expect(count('tests', 1, { runs: [{ passed: 5 }, { passed: 2, failed: 3 }] })).toBe('7 3');
  });

  it('a test file that did not load as a failure', () =>
    expect(count('tests', 1, { runs: [{ passed: 5, failed: 1, notLoaded: 2 }] })).toBe('5 3'));

  it('a step that failed beside its tests as a failure', () =>
    expect(count('tests', 1, { runs: [{ passed: 5 }] })).toBe('5 1'));

  it('a step without any test as a failure', () => {
    expect(count('tests', 0)).toBe('0 1');
    expect(count('tests', 0, { runs: [{ passed: 0 }] })).toBe('0 1');
    expect(count('sum', 0, { log: 'nothing to do\n' })).toBe('0 1');
  });

  it('what a step says of itself last', () => {
    expect(count('sum', 0, { log: '1 passed, 4 failed\nagain\n12 passed, 0 failed\n' })).toBe('12 0');
    expect(count('sum', 1, { log: '12 passed, 2 failed\n' })).toBe('12 2');
    expect(count('sum', 1, { log: '12 passed, 0 failed\n' })).toBe('12 1');
  });
});
