import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { STANDALONE } from '../../scripts/setup/build.mjs';
import { start, stop } from '../../scripts/setup/children.mjs';
import { freePort } from '../../scripts/setup/standalone.mjs';

const SETTINGS = /^(HEDDLE_|KAFKA_|REDIS_URL|DATABASE_URL|FILES_URL|OPENAI_|SESSION_TIMEOUT|LOG_LEVEL|HOST$)/;

/** Starts a standalone with a chat app, as `npm start` does: a free port, new data, no settings but the given ones. */
export async function startStandalone(appFile, settings = {}) {
  const data = mkdtempSync(join(tmpdir(), 'heddle-bench-'));
  chmodSync(data, 0o755); // the database's own user must be able to pass, when we are root
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const inherited = Object.entries(process.env).filter(([name]) => !SETTINGS.test(name));
  const own = { PORT: String(port), HEDDLE_DATA: data, PUBLIC_URL: url, HEDDLE_APP: appFile, ...settings };
  const child = start(process.execPath, ['--enable-source-maps', STANDALONE], {
    env: { ...Object.fromEntries(inherited), ...own },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const end = async () => {
    await stop(child);
    rmSync(data, { recursive: true, force: true });
  };
  const texts = () => fetch(`${url}/project/translations`).catch(() => undefined);
  while (!(await texts())?.ok) {
    if (child.exitCode === null && child.signalCode === null) await pause(50);
    else throw new Error('Standalone did not start.');
  }
  return {
    url,
    data,
    /** Postgres is a child of the process; it is told apart. */
    processes: [{ name: 'heddle', pid: child.pid, children: 'postgres' }],
    stop: end,
  };
}
