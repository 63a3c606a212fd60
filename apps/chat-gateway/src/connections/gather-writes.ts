import type { ChatSocket } from '../socket/socket.types.js';

/**
 * Lets what is written to a socket in one round of the event loop leave in one write: without it every frame is a
 * system call of its own, and these cost more than making the frames. A client that upgraded from polling goes on
 * without: its request's connection is not the one that is written to.
 */
export function gatherWrites({ conn, request }: ChatSocket): void {
  if (conn.transport.name !== 'websocket') return;
  const connection = request.socket;
  conn.on('flush', () => {
    if (connection.writableCorked > 0) return;
    connection.cork();
    process.nextTick(() => connection.uncork());
  });
}
