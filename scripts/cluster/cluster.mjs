// A whole cluster on this machine: its parts, its apps and its edge, ended and shown.
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { appProcesses, startApps } from './apps.mjs';
import { built } from './built.mjs';
import { stopContainers } from './docker.mjs';
import { startEdge } from './edge.mjs';
import { refuseTakenPorts } from './layout.mjs';
import { PARTS, savedParts } from './parts.mjs';
import { postgresFolder } from './postgres.mjs';
import { answersHttp, answersMetadata, answersPing, answersSql } from './probes.mjs';
import { processesOf, processOf, residentMb, stopProcess } from './processes.mjs';
import { requireTools } from './tools.mjs';

/** Who uses a part ends before it: gateways and workers, then the services, then the parts. */
const RANKS = [/^edge$/, /^(chat-gateway|assistant|worker)-/, /./];
const HOW_TO_STOP = { postgres: { signal: 'SIGINT' } };

/** Starts the edge and every app that does not run yet. */
export async function startEverything(layout, environment, options) {
  requireTools(['nginx']);
  const missing = appProcesses(layout).filter(({ name }) => !processOf(layout, name));
  const edgeRuns = processOf(layout, 'edge') !== undefined;
  await refuseTakenPorts([...missing, ...(edgeRuns ? [] : [{ name: 'edge', port: layout.edgePort }])]);
  if (!edgeRuns) {
    const record = await startEdge(layout, { webRoot: dirname(built('web', 'index.html')) });
    options.say(`edge is ready on port ${record.port} (pid ${record.pid})`);
  }
  await startApps(layout, environment, options);
}

/**
 * Ends every process of the cluster, in order and by its id; `data` tells whether what it stored goes too.
 * Resolves with what became of each.
 */
export async function stopEverything(layout, { say, data = false }) {
  const rank = ({ name }) =>
    PARTS.includes(name) ? RANKS.length : RANKS.findIndex((names) => names.test(name));
  const running = processesOf(layout);
  const ended = [];
  for (let turn = 0; turn <= RANKS.length; turn++) {
    const now = running.filter((record) => rank(record) === turn);
    await Promise.all(
      now.map(async ({ name, pid }) => {
        const outcome = await stopProcess(layout, name, HOW_TO_STOP[name]);
        ended.push({ name, outcome });
        say(`${name} (pid ${pid}) ${outcome}`);
      }),
    );
  }
  const containers = savedParts(layout)?.engine === 'docker';
  if (containers) stopContainers(layout, { data });
  if (data) await forget(layout, containers);
  return ended;
}

async function forget(layout, containers) {
  if (!containers && existsSync(layout.data)) {
    const folder = await postgresFolder(layout, () => {}).catch(() => undefined);
    if (folder) rmSync(folder.path, { recursive: true, force: true });
  }
  for (const path of [layout.data, join(layout.root, 'env.json')])
    rmSync(path, { recursive: true, force: true });
}

function healthOf(record, environment) {
  if (record.name === 'kafka') return answersMetadata(record.port);
  if (record.name === 'redis') return answersPing(record.port);
  if (record.name === 'postgres') return answersSql(environment?.DATABASE_URL);
  return answersHttp(record.port, record.name === 'edge' ? '/health' : '/ready');
}

/** What runs: a row for each process, or for each part that runs as a container. */
export async function statusOf(layout) {
  const saved = savedParts(layout);
  const containers =
    saved?.engine === 'docker' ? PARTS.map((name) => ({ name, port: layout.port(name) })) : [];
  return Promise.all(
    [...containers, ...processesOf(layout)].map(async (record) => ({
      name: record.name,
      pid: record.pid ?? 'container',
      port: record.port,
      health: (await healthOf(record, saved?.environment)) ? 'ok' : 'no answer',
      'memory MB': record.pid ? residentMb(record.pid) : undefined,
      log: record.log,
    })),
  );
}
