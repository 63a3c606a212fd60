import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import type { Duplex } from 'node:stream';
import { partOf } from '#libs/contracts';
import { fetchWheel } from '../../../scripts/parity/wheel.mjs';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/**
 * Chainlit's own page, as its published package has it, in front of a Heddle: on one origin, as behind an edge. What the
 * path table gives to the page comes from the package, everything else from Heddle.
 */
export class ChainlitPage {
  private server: Server | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly heddle: () => URL,
  ) {}

  /** @throws Error that says what is missing, when the package can neither be found nor fetched */
  static async serve(port: number, heddle: () => URL): Promise<ChainlitPage> {
    const folder = mkdtempSync(join(tmpdir(), 'heddle-chainlit-'));
    execFileSync('python3', ['-m', 'zipfile', '-e', await fetchWheel(), folder]);
    const page = new ChainlitPage(folder, port, heddle);
    await page.listen();
    return page;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The texts that its own server would send: by key, a tree. */
  translation(): object {
    return JSON.parse(readFileSync(join(this.folder, 'chainlit/translations/en-US.json'), 'utf8')) as object;
  }

  close(): void {
    this.server?.close();
    this.server?.closeAllConnections();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async listen(): Promise<void> {
    this.server = createServer((request, response) => this.answer(request, response));
    this.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.upgrade(request, socket, head),
    );
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', this.url);
    if (partOf(request.method ?? 'GET', pathname) === 'web') this.sendFile(pathname, response);
    else this.pass(request, response);
  }

  private sendFile(pathname: string, response: ServerResponse): void {
    const root = join(this.folder, 'chainlit/frontend/dist');
    const asked = join(root, normalize(pathname));
    const isThere = existsSync(asked) && statSync(asked).isFile();
    const path = isThere ? asked : join(root, 'index.html');
    response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
    createReadStream(path).pipe(response);
  }

  private pass(request: IncomingMessage, response: ServerResponse): void {
    const { method, headers, url: path } = request;
    const { hostname, port } = this.heddle();
    const passed = httpRequest({ hostname, port, method, headers, path }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  }

  private upgrade({ method, url, headers }: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { hostname, port } = this.heddle();
    const passed = connect(Number(port), hostname, () => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
      passed.write([`${method} ${url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      passed.write(head);
      socket.pipe(passed).pipe(socket);
    });
    for (const side of [socket, passed]) side.on('error', () => (socket.destroy(), passed.destroy()));
  }
}
