import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { answered, clientMessage, messageBody } from './what-is-sent.js';
import type { Answered, LocalFile } from './what-is-sent.js';
import { actionsIn, elementsIn, formIn, textIn } from './what-is-shown.js';
import type { Question, Received, ShownAction, ShownElement, ShownWidget } from './what-is-shown.js';

/** The deployment under test. */
export const HEDDLE_URL = process.env['HEDDLE_URL'] ?? 'http://127.0.0.1:8000';

export type { Answered, LocalFile } from './what-is-sent.js';
export type { Question, Received, ShownAction, ShownElement, ShownWidget } from './what-is-shown.js';

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
  /** Keys of the user's own. */
  readonly userEnv?: Readonly<Record<string, string>>;
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
  /** Every question so far, those that were asked again included. */
  readonly questions: Question[] = [];
  private questionsTaken = 0;
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
        userEnv: JSON.stringify(options.userEnv ?? {}),
        chatProfile: encodeURIComponent(options.chatProfile ?? ''),
      },
    });
    this.socket.onAny(
      (event: string, data: Record<string, unknown>, acknowledge?: Question['acknowledge']) => {
        this.received.push({ event, data });
        if (event === 'ask' && acknowledge)
          this.questions.push({ ...(data as unknown as Omit<Question, 'acknowledge'>), acknowledge });
        for (const watcher of this.watchers) watcher();
      },
    );
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

  /** Sends a message, with files that were uploaded before; returns its id. */
  say(output: string, id: string = randomUUID(), files: readonly string[] = []): string {
    this.socket.emit('client_message', messageBody(output, id, files));
    return id;
  }

  /** Sends a message and waits for the server's acknowledgement. */
  async sayAcknowledged(
    output: string,
    id: string = randomUUID(),
    files: readonly string[] = [],
  ): Promise<unknown> {
    return this.acknowledged('client_message', messageBody(output, id, files));
  }

  /** The next question that has not been waited for yet. */
  async nextAsk(): Promise<Question> {
    await this.until('a question', () => this.questions.length > this.questionsTaken);
    const question = this.questions[this.questionsTaken];
    this.questionsTaken += 1;
    return question as Question;
  }

  /** Answers the question that was asked last; a text as the page does, everything else as it is. */
  answer(given: unknown): void {
    const question = this.questions.at(-1);
    if (!question) throw new Error('nothing was asked yet');
    question.acknowledge(typeof given === 'string' ? clientMessage(given, randomUUID()) : given);
  }

  /** Presses the button of this name that was shown last, once there is one; resolves when its handler has ended. */
  async click(name: string): Promise<Answered> {
    const find = (): ShownAction | undefined => this.actions.findLast((shown) => shown.name === name);
    await this.until(`the button ${name}`, () => find() !== undefined);
    return this.callAction({ ...find() });
  }

  /** Calls an action as the page does; whatever the page was sent. */
  async callAction(action: object, sessionId = this.sessionId): Promise<Answered> {
    return answered(await this.http('/project/action', { action, sessionId }));
  }

  /** Confirms the settings form with these values changed; resolves with the server's acknowledgement. */
  async changeSettings(values: Record<string, unknown>): Promise<unknown> {
    return this.acknowledged('chat_settings_change', this.formValues(values));
  }

  /** As `changeSettings`, without confirming. */
  async editSettings(values: Record<string, unknown>): Promise<unknown> {
    return this.acknowledged('chat_settings_edit', this.formValues(values));
  }

  /** Uploads a file; `askParentId` is the `parentId` of the question's message. The body of success is `{id}`. */
  async upload({ name, type, content }: LocalFile, askParentId?: string): Promise<Answered> {
    const query = new URLSearchParams({ session_id: this.sessionId });
    if (askParentId) query.set('ask_parent_id', askParentId);
    const form = new FormData();
    const bytes = typeof content === 'string' ? content : new Uint8Array(content);
    form.set('file', new File([bytes], name, { type }));
    const url = `${this.origin}/project/file?${query.toString()}`;
    return answered(await fetch(url, { method: 'POST', headers: { cookie: this.cookie }, body: form }));
  }

  /** Begins a new chat as the page does: this client is closed, and the next one of the same browser connects. */
  async newChat(options: ClientOptions = {}): Promise<ChatClient> {
    this.socket.emit('clear_session');
    this.close();
    return ChatClient.connect({ origin: this.origin, cookie: this.cookie, ...options });
  }

  /** Connects the same session once more, as the page does by itself. */
  async reconnected(options: ClientOptions = {}): Promise<ChatClient> {
    const { origin, cookie, sessionId } = this;
    return ChatClient.connect({ origin, cookie, sessionId, ...options });
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
    return textIn(this.received, messageId);
  }

  get actions(): ShownAction[] {
    return actionsIn(this.received);
  }

  get elements(): ShownElement[] {
    return elementsIn(this.received);
  }

  /** The fields of the settings form. */
  get form(): ShownWidget[] {
    return formIn(this.received);
  }

  /** The thread, as soon as it is told. */
  get threadId(): string {
    const told = this.received.map(({ data }) => data?.['threadId'] ?? data?.['thread_id']);
    return String(told.find((id) => typeof id === 'string' && id !== ''));
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

  private acknowledged(event: string, body: object): Promise<unknown> {
    return this.socket.timeout(PATIENCE_MS).emitWithAck(event, body);
  }

  private formValues(changed: Record<string, unknown>): Record<string, unknown> {
    return { ...Object.fromEntries(this.form.map(({ id, initial }) => [id, initial])), ...changed };
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
