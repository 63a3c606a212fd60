import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processOf, startProcess, stopProcess, untilReady } from '../../../scripts/cluster/processes.mjs';
import type { ProcessFolders, ProcessRecord } from '../../../scripts/cluster/processes.mjs';

describe('the processes of a cluster', () => {
  let folders: ProcessFolders;
  beforeEach(() => {
    const root = mkdtempSync(join(tmpdir(), 'heddle-processes-'));
    folders = { root, logs: join(root, 'logs'), pids: join(root, 'pids') };
    mkdirSync(folders.pids);
  });
  afterEach(async () => {
    await stopProcess(folders, 'one', { signal: 'SIGKILL' });
    rmSync(folders.root, { recursive: true, force: true });
  });

  const start = (program: string): ProcessRecord =>
    startProcess(folders, { name: 'one', command: process.execPath, args: ['-e', program] });
  const said = (record: ProcessRecord) => () => readFileSync(record.log, 'utf8').includes('here');
  const HEEDLESS = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("here")';
  const RUNNING = 'setInterval(() => {}, 1000); console.log("here")';

  it('are found again by whoever looks, until they end', async () => {
    const record = start(RUNNING);
    await untilReady(folders, record, said(record), 10);
    expect(processOf(folders, 'one')?.pid).toBe(record.pid);
    expect(await stopProcess(folders, 'one')).toBe('stopped');
    expect(processOf(folders, 'one')).toBeUndefined();
    expect(await stopProcess(folders, 'one')).toBe(false);
  });

  it('are never taken for another process that has got their id', async () => {
    const record = start(RUNNING);
    const file = join(folders.pids, 'one.json');
    const remembered = readFileSync(file, 'utf8');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(remembered), began: 'another time' }));
    expect(await stopProcess(folders, 'one')).toBe(false);
    expect(() => process.kill(record.pid, 0)).not.toThrow();
    writeFileSync(file, remembered);
  });

  it('are killed when they do not end when told to', async () => {
    const record = start(HEEDLESS);
    await untilReady(folders, record, said(record), 10);
    expect(await stopProcess(folders, 'one', { seconds: 0.05 })).toBe('killed');
  });

  it('tell why they ended while starting', async () => {
    const record = start('console.error("no such setting: X"); process.exit(1)');
    await expect(untilReady(folders, record, () => false, 10)).rejects.toThrow(
      /one ended while starting.*no such setting: X/s,
    );
  });
});
