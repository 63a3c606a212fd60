import type { Connection } from './connection.js';

interface EnginePacket {
  readonly type: string;
}

/**
 * Calls back with the newest frame number that the client surely has: the last one written before a ping that the
 * client has answered.
 */
export function followPongs(connection: Connection, onSeen: (frameNumber: number) => void): void {
  let writtenBeforePing = 0;
  const transport = connection.socket.conn;
  transport.on('packetCreate', (packet: EnginePacket) => {
    if (packet.type === 'ping') writtenBeforePing = connection.lastWritten;
  });
  transport.on('packet', (packet: EnginePacket) => {
    if (packet.type === 'pong' && writtenBeforePing > 0) onSeen(writtenBeforePing);
  });
}
