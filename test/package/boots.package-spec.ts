import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const CLUSTER = ['KAFKA_BROKERS', 'REDIS_URL'];
const SERVICE = [...CLUSTER, 'HEDDLE_AUTH', 'PUBLIC_URL'];

/** What each app of a cluster cannot do without. */
const NEEDED: Record<string, readonly string[]> = {
  auth: [...SERVICE, 'DATABASE_URL'],
  session: [...SERVICE, 'DATABASE_URL', 'FILES_URL'],
  profile: SERVICE,
  'chat-gateway': SERVICE,
  assistant: [...CLUSTER, 'FILES_URL'],
};

/** Runs a compiled app with these settings and no others. */
function boot(app: string, settings: Record<string, string> = {}) {
  const { PATH, HOME } = process.env;
  return spawnSync(process.execPath, [`dist/apps/${app}/src/main.js`], {
    env: { PATH, HOME, ...settings },
    encoding: 'utf8',
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
}

// Modules in a ring load in vitest and in TypeScript's eyes, but not in Node: only the compiled apps tell.
describe.each(Object.entries(NEEDED))('the compiled %s, started with nothing configured', (app, needed) => {
  const { status, stderr } = boot(app);

  it('refuses to start', () => expect(status, stderr).toBe(1));

  it.each(needed)('names %s', (name) => expect(stderr).toMatch(new RegExp(`^  - ${name}\\b`, 'm')));

  it('says so in sentences, without a stack', () => expect(stderr).not.toMatch(/^\s+at /m));
});

describe('the compiled standalone', () => {
  it('names every wrong setting at once', () => {
    const { status, stderr } = boot('standalone', { PORT: 'many', SESSION_TIMEOUT: 'long' });
    expect(status, stderr).toBe(1);
    expect(stderr).toContain('PORT');
    expect(stderr).toContain('SESSION_TIMEOUT');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('refuses Kafka without Redis', () => {
    const { status, stderr } = boot('standalone', { KAFKA_BROKERS: '127.0.0.1:9' });
    expect(status, stderr).toBe(1);
    expect(stderr).toContain('REDIS_URL');
  });
});

describe('the compiled command', () => {
  it('tells what it can do', () => {
    const { status, stdout } = spawnSync(process.execPath, ['dist/apps/cli/src/main.js', '--help'], {
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    for (const command of ['run', 'worker', 'init', 'user']) expect(stdout).toContain(command);
  });
});
