import { EventEmitter } from 'node:events';
import type { ClientSocket } from '../../../../apps/chat-gateway/src/delivery/server-to-client.js';

/** A socket to a client that only remembers what it was told. */
export class RecordingSocket {
  readonly sent: [event: string, data: Record<string, unknown>][] = [];
  readonly conn = new EventEmitter();

  emit(event: string, data: Record<string, unknown>): boolean {
    this.sent.push([event, data]);
    return true;
  }

  get events(): string[] {
    return this.sent.map(([event]) => event);
  }

  /** The text of a message as the client shows it. */
  textOf(id: string): string {
    return this.sent
      .filter(([, data]) => data['id'] === id)
      .reduce(
        (text, [event, data]) =>
          event === 'stream_token'
            ? (data['isSequence'] ? '' : text) + String(data['token'])
            : String(data['output']),
        '',
      );
  }

  /** What a connection writes to. */
  asSocket(): ClientSocket {
    return this as unknown as ClientSocket;
  }
}
