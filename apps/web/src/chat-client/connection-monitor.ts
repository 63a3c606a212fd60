import type { Socket } from '@chainlit/react-client';

export type ConnectionPhase = 'connecting' | 'online' | 'reconnecting' | 'caught-up' | 'refused';

export interface Connection {
  readonly phase: ConnectionPhase;
  readonly reason?: string;
}

const MIN_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;
const CAUGHT_UP_MS = 2500;

/**
 * Follows one session's socket and brings it back. Socket.IO's own back-off spreads clients over a narrow band,
 * which is a stampede when a gateway restarts; this one uses full jitter, and the browser's online event.
 */
export class ConnectionMonitor {
  private connection: Connection = { phase: 'connecting' };
  private readonly listeners = new Set<() => void>();
  private timer: number | undefined;
  private attempts = 0;
  private socket: Socket | undefined;

  /** @param onDenied the server ended the session's sign-in, as far as it can be told from here */
  constructor(private readonly onDenied: () => void) {}

  attach(socket: Socket): () => void {
    socket.io.reconnection(false);
    this.socket = socket;
    this.attempts = 0;
    this.move({ phase: socket.connected ? 'online' : 'connecting' });

    const onConnect = (): void => {
      this.attempts = 0;
      if (this.connection.phase !== 'reconnecting') return this.move({ phase: 'online' });
      this.move({ phase: 'caught-up' });
      this.timer = window.setTimeout(() => this.move({ phase: 'online' }), CAUGHT_UP_MS);
    };
    const onDisconnect = (reason: string): void => {
      if (reason === 'io client disconnect') return;
      if (reason === 'io server disconnect') this.onDenied();
      this.schedule();
    };
    const onConnectError = (error: Error): void => {
      // Inactive after an error means that the server refused the handshake: trying again changes nothing.
      if (socket.active) return this.schedule();
      this.move({ phase: 'refused', reason: error.message });
      if (error.message === 'authentication failed') this.onDenied();
    };
    const onOnline = (): void => {
      if (this.connection.phase === 'reconnecting') this.attempt();
    };

    socket.on('connect', onConnect);
    socket.on('disconnect', onDisconnect);
    socket.on('connect_error', onConnectError);
    window.addEventListener('online', onOnline);
    return () => {
      window.clearTimeout(this.timer);
      socket.off('connect', onConnect);
      socket.off('disconnect', onDisconnect);
      socket.off('connect_error', onConnectError);
      window.removeEventListener('online', onOnline);
    };
  }

  /** Asked for by the user: at once. */
  retry = (): void => {
    this.attempts = 0;
    this.move({ phase: 'reconnecting' });
    this.attempt();
  };

  /** There is meant to be no connection until the next session's: nothing to bring back, nothing to report. */
  rest = (): void => this.move({ phase: 'connecting' });

  current = (): Connection => this.connection;

  isConnected(): boolean {
    return this.socket?.connected === true;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private schedule(): void {
    this.move({ phase: 'reconnecting' });
    const ceiling = Math.min(MAX_DELAY_MS, 2 * MIN_DELAY_MS * 2 ** this.attempts);
    const delay = navigator.onLine ? MIN_DELAY_MS + Math.random() * (ceiling - MIN_DELAY_MS) : MAX_DELAY_MS;
    this.attempts += 1;
    this.timer = window.setTimeout(() => this.attempt(), delay);
  }

  private attempt(): void {
    window.clearTimeout(this.timer);
    this.socket?.connect();
  }

  private move(connection: Connection): void {
    window.clearTimeout(this.timer);
    this.connection = connection;
    for (const listener of this.listeners) listener();
  }
}
