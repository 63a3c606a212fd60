import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { partOf } from '#libs/contracts';
import type { HttpPart } from '#libs/contracts';
import { DomainError } from '#libs/platform';

/** Answers requests of one part. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** The one HTTP server of a standalone process: hands each request to the part that the path table names. */
export class FrontServer {
  readonly server: Server;
  private readonly parts = new Map<HttpPart, RequestHandler>();

  constructor() {
    this.server = createServer((request, response) => this.dispatch(request, response));
  }

  /** From now on the part's requests are answered; until then they get 503. */
  mount(part: HttpPart, handler: RequestHandler): void {
    this.parts.set(part, handler);
  }

  /** @throws DomainError `unavailable` when the port is taken or may not be used */
  listen(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, port, host)));
      this.server.listen(port, host, resolve);
    });
  }

  /** Ends open connections too. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private dispatch(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const handler = this.parts.get(partOf(request.method ?? 'GET', path));
    if (handler) return handler(request, response);
    response.writeHead(503, { 'Content-Type': 'application/json', 'Retry-After': '1' });
    response.end(JSON.stringify({ detail: 'Heddle is starting' }));
  }
}

function explained(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new DomainError(
      'unavailable',
      `Port ${port} is taken by another program. End it, or choose another port: PORT=${port + 1} npm start`,
      { cause: error },
    );
  }
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') {
    return new DomainError(
      'unavailable',
      `Cannot listen on ${host}:${port} (${error.code}). Choose another PORT or HOST.`,
      {
        cause: error,
      },
    );
  }
  return error;
}
