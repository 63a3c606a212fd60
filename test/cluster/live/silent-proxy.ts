import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A way to a server on which connections can go silent: they stand, and nothing passes any more. */
export class SilentProxy {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(target: string): Promise<SilentProxy> {
    const { hostname, port, protocol } = new URL(target);
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new SilentProxy(server, `${protocol}//127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('connection', (near) => proxy.link(near, connect(Number(port), hostname)));
    return proxy;
  }

  /** Silences the connections of now; new ones work. */
  silence(): void {
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private link(near: Socket, far: Socket): void {
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    near.pipe(far);
    far.pipe(near);
  }
}
