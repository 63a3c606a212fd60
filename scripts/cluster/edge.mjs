// nginx in front of the apps, with the configuration that production's edge has.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EDGE_TEMPLATE, fillIn } from '../generate-nginx.mjs';
import { REPOSITORY } from './layout.mjs';
import { answersHttp } from './probes.mjs';
import { startProcess, untilReady } from './processes.mjs';
import { requireTools, versionOf } from './tools.mjs';

const MIME_TYPES = '/etc/nginx/mime.types';

/** The `server` directives of a part: a dead one is tried again after a second. */
const serversOf = (layout, part) =>
  layout
    .ports(part)
    .map((port) => `server 127.0.0.1:${port} max_fails=1 fail_timeout=1s;`)
    .join(' ');

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
  const values = {
    EDGE_BIND: '127.0.0.1',
    PORT: String(layout.edgePort),
    EDGE_WEB_ROOT: webRoot,
    EDGE_RESOLVER: '',
    EDGE_AUTH_SERVERS: serversOf(layout, 'auth'),
    EDGE_SESSION_SERVERS: serversOf(layout, 'session'),
    EDGE_PROFILE_SERVERS: serversOf(layout, 'profile'),
    EDGE_CHAT_GATEWAY_SERVERS: serversOf(layout, 'chat-gateway'),
  };
  writeFileSync(join(prefix, 'conf.d', 'edge.conf'), fillIn(readFileSync(EDGE_TEMPLATE, 'utf8'), values));
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
