import { Logger, UseFilters } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  OnGatewayConnection,
  OnGatewayDisconnect,
  OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import { ConnectionsService } from '../connections/connections.service.js';
import { InboundService } from '../inbound/inbound.service.js';
import { parseClientMessage } from '../inbound/parse-client-message.js';
import { HandshakeService } from './handshake.service.js';
import { TryAgainLater } from './refusals.js';
import { SocketErrorFilter } from './socket-error.filter.js';
import type { ChatServer, ChatSocket } from './socket.types.js';
import { watchUnknownEvents } from './unknown-events.js';

/** What a client that asked for an acknowledgement gets: its message is in the log. */
interface Acknowledged {
  readonly ok: true;
}

/** The sockets: decodes, delegates, acknowledges (wire protocol §3, §4). */
@WebSocketGateway()
@UseFilters(SocketErrorFilter)
export class ChatGateway
  implements OnGatewayInit<ChatServer>, OnGatewayConnection<ChatSocket>, OnGatewayDisconnect<ChatSocket>
{
  private readonly logger = new Logger(ChatGateway.name);

  constructor(
    private readonly handshake: HandshakeService,
    private readonly connections: ConnectionsService,
    private readonly inbound: InboundService,
  ) {}

  afterInit(server: ChatServer): void {
    server.use((socket, next) => {
      this.accept(socket).then(
        () => next(),
        (error: Error) => {
          if (!(error instanceof TryAgainLater)) return next(error);
          this.logger.warn(`a handshake has to be tried again: ${error.message}`);
          socket.conn.close();
        },
      );
    });
  }

  handleConnection(socket: ChatSocket): void {
    watchUnknownEvents(socket);
  }

  handleDisconnect(socket: ChatSocket): void {
    this.connections.close(socket.data.connection);
  }

  @SubscribeMessage('connection_successful')
  async onConnectionSuccessful(@ConnectedSocket() socket: ChatSocket): Promise<void> {
    await this.connections.welcome(socket.data.connection);
  }

  @SubscribeMessage('client_message')
  async onClientMessage(
    @ConnectedSocket() socket: ChatSocket,
    @MessageBody() body: unknown,
  ): Promise<Acknowledged> {
    const { message } = parseClientMessage(body);
    await this.inbound.receive(socket.data.connection, message);
    return { ok: true };
  }

  @SubscribeMessage('stop')
  async onStop(@ConnectedSocket() socket: ChatSocket): Promise<Acknowledged> {
    await this.inbound.stop(socket.data.connection);
    return { ok: true };
  }

  @SubscribeMessage('clear_session')
  async onClearSession(@ConnectedSocket() socket: ChatSocket): Promise<void> {
    await this.connections.end(socket.data.connection);
  }

  @SubscribeMessage('audio_start')
  onAudioStart(@ConnectedSocket() socket: ChatSocket): void {
    socket.emit('audio_connection', 'off');
  }

  private async accept(socket: ChatSocket): Promise<void> {
    const accepted = await this.handshake.accept(socket);
    socket.data.connection = await this.connections.open(socket, accepted);
  }
}
