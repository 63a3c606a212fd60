import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

// Processes start; a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 });

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Runs the service until it ends; `onOutput` sees everything that it has said so far. */
function run(
  fate: string,
  onOutput: (said: string, child: ChildProcess) => void = () => undefined,
  env: Record<string, string> = {},
): Promise<Ended> {
  const file = join(import.meta.dirname, 'service-under-test.ts');
  const args = ['-C', 'heddle-source', '--import', '@oxc-node/core/register', file, fate];
  const child = spawn(process.execPath, args, { env: { PATH: process.env['PATH'], ...env } });
  children.push(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
    onOutput(out, child);
  });
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
    onOutput(out + err, child);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

/** Sends each signal once the service has said the words beside it. */
function signalling(...signals: [string, NodeJS.Signals][]) {
  return (said: string, child: ChildProcess): void => {
    while (signals[0] && said.includes(signals[0][0])) child.kill(signals.shift()?.[1]);
  };
}

describe('a process that cannot start', () => {
  it('because of its configuration names every problem, without a stack, and exits 1', async () => {
    const { code, err, out } = await run('', undefined, { FIRST: '0', SECOND: 'two' });
    expect(code).toBe(1);
    expect(err).toMatch(/^kitchen: The configuration is not usable:\n {2}- FIRST .*\n {2}- SECOND .*\n$/);
    expect(out).toBe('');
  });

  it('for a reason that the operator can mend says the sentence, without a stack, and exits 1', async () => {
    expect(await run('no oven')).toEqual({ code: 1, out: '', err: 'kitchen: There is no oven. Buy one.\n' });
  });

  it('because of a bug logs it with its stack, and exits 1', async () => {
    const { code, out, err } = await run('bug at start');
    expect(code).toBe(1);
    expect(out + err).toMatch(/a bug at start[^]*service-under-test/);
  });
});

describe('a running process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('stops in order on %s and exits 0', async (signal) => {
    const { code, out } = await run('', signalling(['serving', signal]));
    expect(out).toBe('serving\nstopping\nstopped\n');
    expect(code).toBe(0);
  });

  it('stops once, and to the end, however often it is told', async () => {
    const { code, out } = await run(
      'slow',
      signalling(['serving', 'SIGINT'], ['stopping', 'SIGTERM'], ['stopping', 'SIGINT']),
    );
    expect(out).toBe('serving\nstopping\nstopped\n');
    expect(code).toBe(0);
  });

  it('that meets an error which nobody catches logs it, stops in order and exits 1', async () => {
    const { code, out, err } = await run('bug later');
    expect(out + err).toContain('a bug later');
    expect(out).toContain('stopping\n');
    expect(out).toContain('stopped\n');
    expect(code).toBe(1);
  });

  it('that runs code of others goes on when that lets a promise fail unseen, and logs it', async () => {
    const { code, out, err } = await run('guest’s bug later', signalling(['a bug later', 'SIGTERM']));
    expect(out + err).toMatch(/a bug later[^]*service-under-test/);
    expect(out).toContain('stopped\n');
    expect(code).toBe(0);
  });

  it('goes on when nobody reads any more what it says, and stops in order when it is told to', async () => {
    const { code } = await run('unheard', (said, child) => {
      if (!said.includes('serving')) return;
      child.stdout?.destroy();
      child.stderr?.destroy();
    });
    expect(code).toBe(0);
  });

  it('exits 1 when it could not stop in order', async () => {
    const { code, out, err } = await run('cannot stop', signalling(['serving', 'SIGTERM']));
    expect(out + err).toContain('the door is stuck');
    expect(code).toBe(1);
  });
});
