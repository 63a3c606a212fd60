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
import { parseClientSettings } from '../inbound/client-settings.js';
import { InboundService } from '../inbound/inbound.service.js';
import { parseClientMessage } from '../inbound/parse-client-message.js';
import { HandshakeService } from './handshake.service.js';
import { TryAgainLater } from './refusals.js';
import { SocketErrorFilter } from './socket-error.filter.js';
import type { ChatServer, ChatSocket } from './socket.types.js';
import { watchUnknownEvents } from './unknown-events.js';

/** What a client that asked for an acknowledgement gets: what it sent is in the log. */
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
          this.tryAgain(socket, error);
        },
      );
    });
  }

  handleConnection(socket: ChatSocket): void {
    watchUnknownEvents(socket);
    // Clients say it and leave at once, and Socket.IO hands nothing on of a client that has left.
    socket.onAny((event: unknown) => {
      if (event === 'clear_session') this.connections.end(socket.data.connection);
    });
  }

  handleDisconnect(socket: ChatSocket): void {
    this.connections.close(socket.data.connection);
  }

  @SubscribeMessage('connection_successful')
  async onConnectionSuccessful(@ConnectedSocket() socket: ChatSocket): Promise<void> {
    try {
      await this.connections.welcome(socket.data.connection);
    } catch (error) {
      // A client says this once: it has to come back, or it would see nothing.
      this.tryAgain(socket, error);
    }
  }

  @SubscribeMessage('client_message')
  async onClientMessage(
    @ConnectedSocket() socket: ChatSocket,
    @MessageBody() body: unknown,
  ): Promise<Acknowledged> {
    await this.inbound.receive(socket.data.connection, parseClientMessage(body));
    return { ok: true };
  }

  @SubscribeMessage('chat_settings_change')
  async onSettingsChange(
    @ConnectedSocket() socket: ChatSocket,
    @MessageBody() body: unknown,
  ): Promise<Acknowledged> {
    await this.inbound.changeSettings(socket.data.connection, parseClientSettings(body));
    return { ok: true };
  }

  @SubscribeMessage('chat_settings_edit')
  async onSettingsEdit(
    @ConnectedSocket() socket: ChatSocket,
    @MessageBody() body: unknown,
  ): Promise<Acknowledged> {
    await this.inbound.editSettings(socket.data.connection, parseClientSettings(body));
    return { ok: true };
  }

  @SubscribeMessage('stop')
  async onStop(@ConnectedSocket() socket: ChatSocket): Promise<Acknowledged> {
    await this.inbound.stop(socket.data.connection);
    return { ok: true };
  }

  @SubscribeMessage('audio_start')
  onAudioStart(@ConnectedSocket() socket: ChatSocket): void {
    socket.emit('audio_connection', 'off');
  }

  /** Clients come back by themselves when their transport is closed. */
  private tryAgain(socket: ChatSocket, error: unknown): void {
    this.logger.warn(`a handshake has to be tried again: ${String(error)}`);
    socket.conn.close();
  }

  private async accept(socket: ChatSocket): Promise<void> {
    const accepted = await this.handshake.accept(socket);
    const connection = await this.connections.open(socket, accepted);
    socket.data.connection = connection;
    // Socket.IO says nothing of a client that leaves before its handshake is over.
    const close = (): void => this.connections.close(connection);
    if (socket.conn.readyState === 'closed') close();
    else socket.conn.once('close', close);
  }
}
