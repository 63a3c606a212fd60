import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { Server } from 'socket.io';
import type { ServerOptions } from 'socket.io';
import type { Clock } from '#libs/platform';
import { isOwnOrigin } from './own-origin.js';
import type { ChatServer } from './socket.types.js';
import type { UpgradeIdentities } from './upgrade-identities.js';

/** Bytes of one frame at the most; a larger one closes the transport (RFC 6455 close code 1009). */
export const MAX_FRAME_BYTES = 1_000_000;

/** So long clients have to say goodbye when the gateway stops: who is frozen or out of reach does not hold it up. */
const GOODBYE_MS = 1_000;

type Transport = 'polling' | 'websocket';

/** Builds the Socket.IO server as the wire protocol (§1, §3) wants it, on the given HTTP server. */
export class SocketServerAdapter extends IoAdapter {
  private readonly open = new Set<Socket>();

  constructor(
    private readonly server: HttpServer,
    private readonly identities: UpgradeIdentities,
    private readonly transports: Transport[],
    private readonly publicUrl: string,
    private readonly clock: Clock,
  ) {
    super(server);
    server.on('connection', (socket) => {
      this.open.add(socket);
      socket.once('close', () => this.open.delete(socket));
    });
    // Between an upgrade request and its answer nobody else listens, and an error that nobody hears ends the process.
    server.on('upgrade', (_request, socket) => socket.on('error', () => socket.destroy()));
  }

  override createIOServer(_port: number, options?: ServerOptions): Server {
    const io: ChatServer = new Server(this.server, {
      ...options,
      path: '/ws/socket.io',
      // Clients ask with and without the slash; without it here, both match.
      addTrailingSlash: false,
      serveClient: false,
      transports: this.transports,
      pingInterval: 25_000,
      pingTimeout: 20_000,
      maxHttpBufferSize: MAX_FRAME_BYTES,
      perMessageDeflate: false,
      allowRequest: (request, callback) => {
        if (!isOwnOrigin(request.headers, this.publicUrl)) return callback('origin not allowed', false);
        void this.identities.resolve(request).then(() => callback(null, true));
      },
    });
    io.engine.on(
      'initial_headers',
      (headers: Record<string, string | string[]>, request: IncomingMessage) => {
        const cookies = this.identities.cookiesFor(request);
        if (cookies.length > 0) headers['set-cookie'] = [...cookies];
      },
    );
    return io;
  }
  /** Ends every connection of the HTTP server: it closes once there is none. */
  override async close(server: Server): Promise<void> {
    const patience = this.clock.after(GOODBYE_MS, () => {
      for (const socket of this.open) socket.destroy();
      // Those that were opened before the adapter was there.
      this.server.closeAllConnections();
    });
    await super.close(server);
    patience.cancel();
  }
}
