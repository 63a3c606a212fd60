// nginx in front of the apps, with the configuration that production's edge has.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EDGE_TEMPLATE, fillIn } from '../generate-nginx.mjs';
import { REPOSITORY } from './layout.mjs';
import { answersHttp } from './probes.mjs';
import { startProcess, untilReady } from './processes.mjs';
import { requireTools, versionOf } from './tools.mjs';

const MIME_TYPES = '/etc/nginx/mime.types';

/** Every `EDGE_<PART>_SERVERS` of the template, with a server for each replica; a dead one is tried again after a second. */
function servers(layout, template) {
  const names = [...template.matchAll(/\$\{(EDGE_([A-Z_]+)_SERVERS)\}/g)];
  return Object.fromEntries(
    names.map(([, variable, part]) => {
      const ports = layout.ports(part.toLowerCase().replaceAll('_', '-'));
      return [
        variable,
        ports.map((port) => `server 127.0.0.1:${port} max_fails=1 fail_timeout=1s;`).join(' '),
      ];
    }),
  );
}

/** Writes the edge's configuration below its own folder, which is nginx's prefix. */
export function writeEdgeConfiguration(layout, { nginx, webRoot }) {
  const prefix = join(layout.root, 'edge');
  mkdirSync(join(prefix, 'conf.d'), { recursive: true });
  const main = readFileSync(join(REPOSITORY, 'infra', 'nginx', 'nginx.conf'), 'utf8');
  const settings = /--conf-path=(\S+)/.exec(versionOf(nginx, '-V'))?.[1];
  const types = settings && join(dirname(settings), 'mime.types');
  writeFileSync(
    join(prefix, 'nginx.conf'),
    types && existsSync(types) ? main.replace(MIME_TYPES, types) : main,
  );
  const template = readFileSync(EDGE_TEMPLATE, 'utf8');
  const values = {
    EDGE_BIND: '127.0.0.1',
    PORT: String(layout.edgePort),
    EDGE_WEB_ROOT: webRoot,
    EDGE_RESOLVER: '',
    ...servers(layout, template),
  };
  writeFileSync(join(prefix, 'conf.d', 'edge.conf'), fillIn(template, values));
  return prefix;
}

export async function startEdge(layout, { webRoot }) {
  const { nginx } = requireTools(['nginx']);
  const prefix = writeEdgeConfiguration(layout, { nginx, webRoot });
  // As root its workers would drop to a user that may not enter the repository's folder.
  const user = process.getuid?.() === 0 ? 'user root; ' : '';
  const record = startProcess(layout, {
    name: 'edge',
    command: nginx,
    args: ['-p', prefix, '-c', join(prefix, 'nginx.conf'), '-e', 'stderr', '-g', `${user}daemon off;`],
    port: layout.edgePort,
  });
  return untilReady(layout, record, () => answersHttp(record.port, '/health'), 10);
}
