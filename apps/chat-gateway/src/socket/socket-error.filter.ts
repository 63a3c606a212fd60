import { Catch, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { ErrorCode } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import type { ChatSocket } from './socket.types.js';

/**
 * Tells a client, and nobody else, that what it sent was not taken: in the acknowledgement if it asked for one,
 * else as a toast.
 */
@Catch()
export class SocketErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(SocketErrorFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const socket = host.switchToWs().getClient<ChatSocket>();
    const told = this.tell(error);
    const ack = host.getArgs().find((argument) => typeof argument === 'function') as
      ((answer: object) => void) | undefined;
    if (ack) ack({ error: told });
    else socket.emit('toast', { message: told.message, type: 'error' });
  }

  private tell(error: unknown): { code: ErrorCode; message: string } {
    if (error instanceof DomainError && error.code !== 'internal')
      return { code: error.code, message: error.message };
    this.logger.error(String(error), error instanceof Error ? error.stack : undefined);
    return { code: 'internal', message: 'Something went wrong. Please try again.' };
  }
}
