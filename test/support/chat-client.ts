import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';

/** The deployment under test. */
export const HEDDLE_URL = process.env['HEDDLE_URL'] ?? 'http://127.0.0.1:8000';

/** One event as it reached the client. */
export interface Received {
  readonly event: string;
  readonly data: Record<string, unknown>;
}

export interface ClientOptions {
  /** The deployment; the one under test unless given. */
  readonly origin?: string;
  /** A gateway to connect to directly. */
  readonly url?: string;
  /** The cookies of an earlier client: the same browser. */
  readonly cookie?: string;
  readonly sessionId?: string;
  readonly threadId?: string;
  readonly chatProfile?: string;
  /** Sent instead of a proper handshake. */
  readonly auth?: object;
}

const PATIENCE_MS = 20_000;

/** Opens a browser's cookie jar: a guest. */
export async function newGuest(url = HEDDLE_URL): Promise<string> {
  const response = await fetch(`${url}/set-session-cookie`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ session_id: randomUUID() }),
  });
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

/** A client of the wire protocol on a bare Socket.IO connection, which remembers every event. */
export class ChatClient {
  readonly received: Received[] = [];
  readonly origin: string;
  readonly sessionId: string;
  readonly cookie: string;
  readonly socket: Socket;
  private readonly watchers = new Set<() => void>();

  private constructor(options: ClientOptions, cookie: string) {
    this.origin = options.origin ?? HEDDLE_URL;
    this.cookie = cookie;
    this.sessionId = options.sessionId ?? randomUUID();
    this.socket = io(options.url ?? this.origin, {
      path: '/ws/socket.io',
      transports: ['websocket'],
      forceNew: true,
      autoConnect: false,
      reconnection: false,
      extraHeaders: { cookie },
      auth: options.auth ?? {
        clientType: 'webapp',
        sessionId: this.sessionId,
        threadId: options.threadId ?? '',
        userEnv: '{}',
        chatProfile: encodeURIComponent(options.chatProfile ?? ''),
      },
    });
    this.socket.onAny((event: string, data: Record<string, unknown>) => {
      this.received.push({ event, data });
      for (const watcher of this.watchers) watcher();
    });
  }

  /** Connects as a guest and says `connection_successful`, as every client does. */
  static async connect(options: ClientOptions = {}): Promise<ChatClient> {
    const client = new ChatClient(options, options.cookie ?? (await newGuest(options.origin)));
    await client.open();
    return client;
  }

  /** The reason why a handshake is refused. */
  static async refusal(options: ClientOptions): Promise<string> {
    const client = new ChatClient(options, options.cookie ?? (await newGuest(options.origin)));
    try {
      await client.open();
    } catch (error) {
      return (error as Error).message;
    } finally {
      client.close();
    }
    throw new Error('The handshake was accepted.');
  }

  /** Sends a message; returns its id. */
  say(output: string, id: string = randomUUID()): string {
    this.socket.emit('client_message', { message: clientMessage(output, id), fileReferences: [] });
    return id;
  }

  /** Sends a message and waits for the server's acknowledgement. */
  async sayAcknowledged(output: string, id: string = randomUUID()): Promise<unknown> {
    const body = { message: clientMessage(output, id), fileReferences: [] };
    return this.socket.timeout(PATIENCE_MS).emitWithAck('client_message', body);
  }

  /** Sends a message and waits until its turn is over; returns the events of the meantime. */
  async ask(output: string): Promise<Received[]> {
    const from = this.received.length;
    const id = this.say(output);
    await this.turnOver(id, from);
    return this.received.slice(from);
  }

  /** Waits until the turn of a message is over. */
  async turnOver(messageId: string, from = 0, patienceMs = PATIENCE_MS): Promise<void> {
    const isOver = (): boolean => {
      const ended = this.received.findIndex(
        ({ event, data }, index) =>
          index >= from &&
          event === 'update_message' &&
          data['parentId'] === messageId &&
          Boolean(data['end']),
      );
      return ended >= 0 && this.received.slice(ended).some(({ event }) => event === 'task_end');
    };
    await this.until(`the turn of ${messageId} to end`, isOver, patienceMs);
  }

  /** Waits for an event that fits; returns the first. */
  async event(
    name: string,
    fits: (data: Record<string, unknown>) => boolean = () => true,
    from = 0,
  ): Promise<Received['data']> {
    const find = () => this.received.slice(from).find(({ event, data }) => event === name && fits(data));
    await this.until(`the event ${name}`, () => find() !== undefined);
    return find()?.data ?? {};
  }

  /** Waits for a condition on what was received. */
  async until(what: string, condition: () => boolean, patienceMs = PATIENCE_MS): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        this.watchers.delete(look);
        const last = this.received.slice(-12).map(({ event }) => event);
        reject(new Error(`waited in vain for ${what}; the last events were ${last.join(', ')}`));
      }, patienceMs);
      const look = () => {
        if (!condition()) return;
        clearTimeout(late);
        this.watchers.delete(look);
        resolve();
      };
      this.watchers.add(look);
    });
  }

  /** The text of a message as the page would show it now. */
  textOf(messageId: string): string {
    let text = '';
    for (const { event, data } of this.received) {
      if (data?.['id'] !== messageId) continue;
      if (event === 'stream_token')
        text = data['isSequence'] ? String(data['token']) : text + String(data['token']);
      else if (['new_message', 'update_message', 'stream_start'].includes(event))
        text = String(data['output']);
    }
    return text;
  }

  /** GETs or POSTs as this browser. */
  async http(path: string, body?: object): Promise<Response> {
    return fetch(`${this.origin}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { cookie: this.cookie, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }

  close(): void {
    this.socket.disconnect();
  }

  private async open(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('neither accepted nor refused')), PATIENCE_MS);
      this.socket.once('connect', () => (clearTimeout(late), resolve()));
      this.socket.once('connect_error', (error) => (clearTimeout(late), reject(error)));
      this.socket.connect();
    });
    this.socket.emit('connection_successful');
    await this.event('clear_call_fn');
  }
}

function clientMessage(output: string, id: string): object {
  return {
    threadId: '',
    id,
    name: 'User',
    type: 'user_message',
    output,
    createdAt: new Date().toISOString(),
  };
}
