import { Catch, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { ChatSocket } from './socket.types.js';
import { toldOf } from './told-error.js';

/**
 * Tells a client, and nobody else, that what it sent was not taken: in the acknowledgement if it asked for one,
 * else as a toast.
 */
@Catch()
export class SocketErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(SocketErrorFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const socket = host.switchToWs().getClient<ChatSocket>();
    const told = toldOf(error, this.logger);
    const ack = host.getArgs().find((argument) => typeof argument === 'function') as
      ((answer: object) => void) | undefined;
    if (ack) ack({ error: told });
    else socket.emit('toast', { message: told.message, type: 'error' });
  }
}
