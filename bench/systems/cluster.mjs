import { dirname, resolve } from 'node:path';
import { startApps } from '../../scripts/cluster/apps.mjs';
import { built } from '../../scripts/cluster/built.mjs';
import { stopEverything } from '../../scripts/cluster/cluster.mjs';
import { startEdge } from '../../scripts/cluster/edge.mjs';
import { freeRange, layoutOf } from '../../scripts/cluster/layout.mjs';
import { startParts } from '../../scripts/cluster/parts.mjs';
import { answersHttp } from '../../scripts/cluster/probes.mjs';
import { processesOf, startProcess, untilReady } from '../../scripts/cluster/processes.mjs';

/** Starts a worker of the chat app, as `npx heddle worker` does. */
async function startWorker(layout, environment, { appFile, number, port }) {
  const edge = `http://127.0.0.1:${layout.edgePort}`;
  const own = { HEDDLE_AUTH: 'off', PUBLIC_URL: edge, AUTH_URL: edge, HOST: '127.0.0.1', PORT: String(port) };
  const record = startProcess(layout, {
    name: `worker-${number}`,
    command: process.execPath,
    args: ['--enable-source-maps', built('apps', 'cli', 'src', 'main.js'), 'worker', resolve(appFile)],
    port,
    env: { ...process.env, NODE_ENV: 'production', ...environment, ...own },
  });
  await untilReady(layout, record, () => answersHttp(port, '/ready'), 60);
}

/**
 * Starts a cluster of its own on free ports, with new data: Kafka, Redis and PostgreSQL, two of every service behind
 * nginx and two workers of the chat app.
 */
export async function startCluster(appFile) {
  const firstPort = await freeRange();
  const whole = layoutOf({ name: 'bench', firstPort, edgePort: firstPort });
  // The demo app's workers make room for those of the app that is measured.
  const layout = { ...whole, apps: whole.apps.filter((app) => app !== 'assistant') };
  const options = { say: () => {}, apps: true, local: true, durable: true, makeArchive: false };
  const stop = () => stopEverything(layout, { say: () => {}, data: true });
  await stop();
  try {
    const environment = await startParts(layout, options);
    await startEdge(layout, { webRoot: dirname(built('web', 'index.html')) });
    const workers = whole.ports('assistant').map((port, index) => ({ appFile, number: index + 1, port }));
    await startApps(layout, environment, options);
    await Promise.all(workers.map((worker) => startWorker(layout, environment, worker)));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `http://127.0.0.1:${layout.edgePort}`,
    processes: processesOf(layout).map(({ name, pid }) => ({ name: name.replace(/-\d+$/, ''), pid })),
    stop,
  };
}
