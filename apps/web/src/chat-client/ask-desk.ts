import type { IAction, IAsk, IFileRef, IStep, Socket } from '@chainlit/react-client';
import { toFileLimits, type FileLimits } from './accepted-files.js';

/** A question of the app that waits for the user. */
export interface Ask {
  readonly kind: 'text' | 'file' | 'action' | 'element';
  /** The question's message. */
  readonly messageId: string;
  readonly parentId: string | undefined;
  /** Milliseconds since the epoch, by this browser's clock. */
  readonly deadline: number;
  readonly actionIds: readonly string[];
  readonly limits: FileLimits;
  /** False while the connection is away that the answer has to take. */
  readonly isAnswerable: boolean;
}

export type AskAnswer = IStep | IFileRef[] | IAction | { submitted: boolean };

interface AskEvent {
  msg: IStep;
  spec: IAsk['spec'];
}

/** How long a question that the handshake cleared may take to be put again. */
const DOUBT_MS = 3000;

/**
 * The question that waits, and the answers given. A connection that ends takes its acknowledgements with it: the
 * server puts an open question again on the next one, where an answer that was lost on the way is given again. Each
 * handshake clears questions before it repeats them, which must not throw away what somebody has prepared.
 */
export class AskDesk {
  private ask: Ask | undefined;
  private acknowledge: ((answer: AskAnswer) => void) | undefined;
  private readonly given = new Map<string, { answer: AskAnswer; connectionId: string | undefined }>();
  private readonly listeners = new Set<() => void>();
  private socket: Socket | undefined;
  private isFresh = false;
  private doubt: number | undefined;

  attach(socket: Socket): () => void {
    const onConnect = (): void => {
      this.isFresh = true;
    };
    const onDisconnect = (): void => this.suspend();
    const onAsk = (event: AskEvent, acknowledge: (answer: AskAnswer) => void): void =>
      this.receive(event, acknowledge);
    const onClear = (): void => this.clearedByServer();
    const onTimeout = (): void => this.move(undefined);
    this.socket = socket;
    socket.on('connect', onConnect);
    socket.on('disconnect', onDisconnect);
    socket.on('ask', onAsk);
    socket.on('clear_ask', onClear);
    socket.on('ask_timeout', onTimeout);
    return () => {
      socket.off('connect', onConnect);
      socket.off('disconnect', onDisconnect);
      socket.off('ask', onAsk);
      socket.off('clear_ask', onClear);
      socket.off('ask_timeout', onTimeout);
      if (this.socket === socket) this.socket = undefined;
    };
  }

  /** False when there is nothing to answer now, or no way to. */
  answer(answer: AskAnswer): boolean {
    const { ask, acknowledge, socket } = this;
    if (ask?.isAnswerable !== true || acknowledge === undefined || socket?.connected !== true) return false;
    this.given.set(ask.messageId, { answer, connectionId: socket.id });
    acknowledge(answer);
    this.move(undefined);
    return true;
  }

  clear(): void {
    this.given.clear();
    this.move(undefined);
  }

  current = (): Ask | undefined => this.ask;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private receive({ msg, spec }: AskEvent, acknowledge: (answer: AskAnswer) => void): void {
    const given = this.given.get(spec.step_id);
    if (given !== undefined && given.connectionId !== this.socket?.id) {
      given.connectionId = this.socket?.id;
      acknowledge(given.answer);
      return;
    }
    this.move(
      {
        kind: spec.type,
        messageId: spec.step_id,
        parentId: msg.parentId ?? undefined,
        deadline: Date.now() + spec.timeout * 1000,
        actionIds: spec.keys ?? [],
        limits: toFileLimits(spec),
        isAnswerable: true,
      },
      acknowledge,
    );
  }

  private clearedByServer(): void {
    const isHandshake = this.isFresh;
    this.isFresh = false;
    if (!isHandshake || this.ask === undefined) return this.move(undefined);
    this.suspend();
    this.doubt = window.setTimeout(() => this.move(undefined), DOUBT_MS);
  }

  private suspend(): void {
    if (this.ask !== undefined) this.move({ ...this.ask, isAnswerable: false });
  }

  private move(ask: Ask | undefined, acknowledge?: (answer: AskAnswer) => void): void {
    window.clearTimeout(this.doubt);
    this.ask = ask;
    this.acknowledge = acknowledge;
    for (const listener of this.listeners) listener();
  }
}
