import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a stand-in has seen of a call. */
export interface Seen {
  readonly server: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** A server that stands in for a replica of a service: it answers with what it has seen, and echoes on sockets. */
export class StandIn {
  private constructor(
    readonly name: string,
    private readonly server: Server,
  ) {}

  static async start(name: string): Promise<StandIn> {
    const server = createServer((request, response) => {
      const { method = '', url = '', headers } = request;
      const seen: Seen = { server: name, method, url, headers };
      request.resume().on('end', () => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ ...seen, padding: ' '.repeat(2000) }));
      });
    });
    server.on('upgrade', (_request, socket) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Server: ${name}\r\n\r\n`,
      );
      socket.on('error', () => socket.destroy());
      socket.on('data', (chunk: Buffer) => socket.write(chunk));
      socket.on('end', () => socket.end());
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new StandIn(name, server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** As `kill -9` does it: nobody listens any more and every connection is cut. */
  async die(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}
