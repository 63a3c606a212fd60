import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A way to a database that can be cut and mended. */
export class DatabaseLink {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly port: number,
    /** The database's address through this link. */
    readonly url: string,
  ) {}

  static async to(url: string): Promise<DatabaseLink> {
    const target = new URL(url);
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const through = new URL(url);
    through.port = String(port);
    const link = new DatabaseLink(server, port, through.href);
    server.on('connection', (near) => link.join(near, connect(Number(target.port), target.hostname)));
    return link;
  }

  /** Breaks every connection and refuses new ones. */
  cut(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  async mend(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  private join(near: Socket, far: Socket): void {
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  }
}
