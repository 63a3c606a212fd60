// A chat client that knows just enough of Socket.IO's frames, so that it costs next to nothing.
import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';

const now = () => performance.now();

/** A guest's cookies. */
async function newGuest(url) {
  const response = await fetch(`${url}/set-session-cookie`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ session_id: randomUUID() }),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`POST /set-session-cookie was answered with ${response.status}.`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

/** One connection with one conversation. A turn at a time. */
export class RawClient {
  /** Messages whose turn has ended, in the order in which they were sent: `{ id, text }`. */
  acknowledged = [];
  /** Set once the conversation has one, to a UUID. */
  threadId;
  #url;
  #cookie;
  #socket;
  #opening = withResolvers();
  #turn;

  constructor(url, cookie) {
    this.#url = url;
    this.#cookie = cookie;
    const address = `${url.replace('http', 'ws')}/ws/socket.io/?EIO=4&transport=websocket`;
    this.#socket = new WebSocket(address, { headers: { cookie }, perMessageDeflate: false });
    this.#socket.on('message', (/** @type {Buffer} */ data) => this.#take(data.toString()));
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', (code) => this.#fail(new Error(`The socket was closed (${code}).`)));
  }

  /** Connects as a new guest; resolves when the conversation can begin. */
  static async connect(url) {
    const client = new RawClient(url, await newGuest(url));
    await client.#opening.promise;
    return client;
  }

  /**
   * Sends a message and waits for its turn to end. Resolves with the milliseconds to the answer's first text and to
   * the end, and with the number of frames that carried text.
   */
  turn(text) {
    const id = randomUUID();
    const { promise, resolve, reject } = withResolvers();
    const createdAt = new Date().toISOString();
    const step = { threadId: '', id, name: 'User', type: 'user_message', output: text, createdAt };
    this.#turn = { id, text, sentAt: now(), runs: 0, frames: 0, first: undefined, resolve, reject };
    this.#socket.send(`42${JSON.stringify(['client_message', { message: step, fileReferences: [] }])}`);
    return promise;
  }

  /** The thread as the history has it; undefined as long as there is none. */
  async storedThread() {
    const response = await fetch(`${this.#url}/project/thread/${this.threadId}`, {
      headers: { cookie: this.#cookie },
    });
    const body = await response.text();
    return response.ok ? JSON.parse(body) : undefined;
  }

  close() {
    this.#socket.removeAllListeners('close').close();
  }

  #take(frame) {
    if (frame === '2') this.#socket.send('3');
    else if (frame.startsWith('42[')) this.#takeEvent(frame.slice(4, frame.indexOf('"', 4)), frame);
    else if (frame.startsWith('0')) this.#socket.send(`40${JSON.stringify(handshake())}`);
    else if (frame.startsWith('40')) this.#socket.send('42["connection_successful"]');
    else this.#fail(new Error(`Unexpected: ${frame.slice(0, 200)}`));
  }

  #takeEvent(event, frame) {
    // The last event of the welcome, for an app that says nothing first.
    if (event === 'clear_call_fn') return this.#opening.resolve();
    const turn = this.#turn;
    if (!turn) return;
    switch (event) {
      case 'stream_start':
      case 'stream_token':
        return this.#takeText(turn);
      case 'new_message':
        if (frame.includes(`"parentId":"${turn.id}"`)) turn.runs += 1;
        else this.#takeText(turn);
        return;
      case 'first_interaction':
        this.threadId = JSON.parse(frame.slice(2))[1].thread_id;
        return;
      case 'task_end':
        return this.#endTurn(turn);
      case 'toast':
        this.#fail(new Error(`Refused: ${frame.slice(0, 200)}`));
    }
  }

  #takeText(turn) {
    turn.first ??= now();
    turn.frames += 1;
  }

  #endTurn(turn) {
    if (turn.runs !== 1) return this.#fail(new Error(`A message was answered by ${turn.runs} runs.`));
    this.#turn = undefined;
    this.acknowledged.push({ id: turn.id, text: turn.text });
    turn.resolve({ first: turn.first - turn.sentAt, whole: now() - turn.sentAt, frames: turn.frames });
  }

  #fail(error) {
    this.#opening.reject(error);
    this.#opening.promise.catch(() => {});
    this.#turn?.reject(error);
  }
}

function handshake() {
  return { clientType: 'webapp', sessionId: randomUUID(), threadId: '', userEnv: '{}', chatProfile: '' };
}

function withResolvers() {
  let resolve, reject;
  const promise = new Promise((done, failed) => ([resolve, reject] = [done, failed]));
  return { promise, resolve, reject };
}
