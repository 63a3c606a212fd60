import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpPart } from '#libs/contracts';
import { startEdge } from '../../../scripts/cluster/edge.mjs';
import { stopProcess } from '../../../scripts/cluster/processes.mjs';
import { StandIn } from './stand-in.js';

const SERVICES = ['auth', 'session', 'profile', 'chat-gateway'] as const;
export const PAGE = '<!doctype html><title>Heddle</title>';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A real nginx with the generated configuration, in front of two stand-ins for every service. */
export class EdgeUnderTest {
  private constructor(
    readonly url: string,
    readonly servers: ReadonlyMap<HttpPart, readonly StandIn[]>,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(): Promise<EdgeUnderTest> {
    const root = mkdtempSync(join(tmpdir(), 'heddle-edge-'));
    const [logs, pids, webRoot] = ['logs', 'pids', 'web'].map((folder) => join(root, folder)) as [
      string,
      string,
      string,
    ];
    for (const folder of [logs, pids, join(webRoot, 'assets')]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(webRoot, 'index.html'), PAGE);
    writeFileSync(join(webRoot, 'assets', 'index-abc123.js'), 'export {};');
    const servers = new Map<HttpPart, readonly StandIn[]>();
    for (const part of SERVICES) {
      servers.set(part, [await StandIn.start(`${part}-1`), await StandIn.start(`${part}-2`)]);
    }
    const layout = {
      root,
      logs,
      pids,
      edgePort: await freePort(),
      ports: (part: string) => (servers.get(part as HttpPart) ?? []).map(({ port }) => port),
    };
    await startEdge(layout, { webRoot });
    return new EdgeUnderTest(`http://127.0.0.1:${layout.edgePort}`, servers, async () => {
      await stopProcess(layout, 'edge');
      await Promise.all([...servers.values()].flat().map((server) => server.die()));
      rmSync(root, { recursive: true, force: true });
    });
  }

  replica(part: HttpPart, index: 0 | 1): StandIn {
    const server = this.servers.get(part)?.[index];
    if (!server) throw new Error(`no stand-in for ${part}`);
    return server;
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`${this.url}${path}`, { redirect: 'manual', ...init });
  }

  /** Opens a socket as a browser does; resolves with the name of the server that has it. */
  openSocket(): Promise<{ server: string; socket: Duplex }> {
    const headers = { connection: 'Upgrade', upgrade: 'websocket' };
    const url = `${this.url}/ws/socket.io/?EIO=4&transport=websocket`;
    return new Promise((resolve, reject) => {
      request(url, { headers, agent: false })
        .on('upgrade', (answer: IncomingMessage, socket: Duplex) =>
          resolve({ server: String(answer.headers['x-server']), socket }),
        )
        .on('response', (answer) => reject(new Error(`refused with ${answer.statusCode}`)))
        .on('error', reject)
        .end();
    });
  }

  stop(): Promise<void> {
    return this.end();
  }
}
