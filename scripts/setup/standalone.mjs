import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STANDALONE } from './build.mjs';
import { start, stop } from './children.mjs';

const PATIENCE_MS = 60_000;
const POLL_MS = 50;
const KEPT_LINES = 200;

/** A standalone of one's own: a free port, data in a temporary folder, no settings from the environment. */
export async function startStandalone() {
  const data = mkdtempSync(join(tmpdir(), 'heddle-test-'));
  chmodSync(data, 0o755); // the database's own user must be able to pass, when we are root
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...withoutSettings(process.env), PORT: String(port), HEDDLE_DATA: data, PUBLIC_URL: url };
  const child = start(process.execPath, ['--enable-source-maps', STANDALONE], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = keepLast(child);
  const removeData = () => rmSync(data, { recursive: true, force: true });
  try {
    await answering(url, child);
  } catch (error) {
    await stop(child);
    removeData();
    throw new Error(`${error.message}\n${log()}`, { cause: error });
  }
  return {
    url,
    log,
    removeData,
    /** Ends it; throws when that was not clean. */
    async stop() {
      const died = child.exitCode !== null || child.signalCode !== null;
      const code = await stop(child);
      removeData();
      if (died || code !== 0)
        throw new Error(`Standalone ${died ? 'died' : 'ended'} with exit code ${code}.\n${log()}`);
    },
  };
}

/** The environment without what would tell standalone to be something else. */
function withoutSettings(env) {
  const settings =
    /^(HEDDLE_(?!TEST_)|KAFKA_|REDIS_URL|DATABASE_URL|FILES_URL|OPENAI_|SESSION_TIMEOUT|LOG_LEVEL)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !settings.test(name)));
}

function keepLast(child) {
  let lines = [];
  const keep = (chunk) => (lines = [...lines, ...String(chunk).split('\n')].slice(-KEPT_LINES));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return () => lines.join('\n');
}

/** A port that nobody listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answering(url, child) {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`Standalone did not start: exit code ${child.exitCode ?? child.signalCode}.`);
    if (Date.now() > until) throw new Error(`Standalone did not answer within ${PATIENCE_MS / 1000} s.`);
    const answer = await fetch(`${url}/project/settings`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
