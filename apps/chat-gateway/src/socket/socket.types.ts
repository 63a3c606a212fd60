import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { Connection } from '../connections/connection.js';
import type { ServerToClient } from '../delivery/server-to-client.js';

export interface SocketData {
  connection: Connection;
}

export type ChatServer = Server<DefaultEventsMap, ServerToClient, DefaultEventsMap, SocketData>;
export type ChatSocket = Socket<DefaultEventsMap, ServerToClient, DefaultEventsMap, SocketData>;
