import { EventEmitter } from 'node:events';
import type { ClientSocket } from '../../../../apps/chat-gateway/src/delivery/server-to-client.js';

/** A socket to a client that only remembers what it was told. */
export class RecordingSocket {
  readonly sent: [event: string, data: Record<string, unknown>][] = [];
  readonly conn = new EventEmitter();

  /** Acknowledges the last event that asked for it. */
  lastAnswer: ((given: unknown) => void) | undefined;

  emit(event: string, data: Record<string, unknown>, acknowledge?: (given: unknown) => void): boolean {
    this.sent.push([event, data]);
    if (acknowledge) this.lastAnswer = acknowledge;
    return true;
  }

  answer(given: unknown): void {
    this.lastAnswer?.(given);
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
