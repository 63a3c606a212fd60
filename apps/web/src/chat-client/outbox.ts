import type { IStep, Socket } from '@chainlit/react-client';
import type { Upload } from './upload.js';

/** `unsent` waits for a connection or an ack; `saved` is acknowledged; `waiting` is saved, and nothing answers yet. */
export type DeliveryPhase = 'unsent' | 'saved' | 'waiting' | 'refused';

export interface Delivery {
  readonly phase: DeliveryPhase;
  /** The message's files: it waits until the last of them is uploaded. */
  readonly uploads: readonly Upload[];
  readonly reason?: string;
}

interface Entry {
  readonly message: IStep;
  readonly uploads: readonly Upload[];
  delivery: Delivery;
  timer?: number;
}

interface Acknowledgement {
  ok?: boolean;
  error?: { code?: string; message?: string };
}

const WAITING_AFTER_MS = 2000;

/** A larger one would end the connection instead of being refused. */
const MAX_MESSAGE_BYTES = 900_000;

/**
 * Messages that the server has not begun to answer. One that is not acknowledged is sent again, with the same id,
 * on each new connection; the server treats one id as one turn. A server that never acknowledges (the reference
 * one) does so by the run step whose parent is the message.
 */
export class Outbox {
  private readonly entries = new Map<string, Entry>();
  private readonly listeners = new Set<() => void>();
  private socket: Socket | undefined;

  constructor(private readonly show: (message: IStep) => void) {}

  attach(socket: Socket): () => void {
    const flush = (): void => this.flush();
    const onStep = (step: IStep): void => this.settle(step.parentId);
    const onTaskStart = (): void => this.settleSaved();
    const onSnapshot = (thread: { steps: IStep[] }): void => this.reconcile(thread.steps);
    this.socket = socket;
    socket.on('connect', flush);
    socket.on('new_message', onStep);
    socket.on('task_start', onTaskStart);
    socket.on('resume_thread', onSnapshot);
    if (socket.connected) flush();
    return () => {
      socket.off('connect', flush);
      socket.off('new_message', onStep);
      socket.off('task_start', onTaskStart);
      socket.off('resume_thread', onSnapshot);
      if (this.socket === socket) this.socket = undefined;
    };
  }

  add(message: IStep, uploads: readonly Upload[]): void {
    const entry: Entry = { message: { ...message }, uploads, delivery: { phase: 'unsent', uploads } };
    this.entries.set(message.id, entry);
    this.show({ ...message });
    for (const upload of uploads) upload.subscribe(() => this.follow(entry));
    this.offer(entry);
  }

  retry(messageId: string): void {
    const entry = this.entries.get(messageId);
    if (entry === undefined) return;
    for (const upload of entry.uploads) upload.retry();
    this.offer(entry);
  }

  clear(): void {
    for (const entry of this.entries.values()) {
      window.clearTimeout(entry.timer);
      for (const upload of entry.uploads) upload.cancel();
    }
    this.entries.clear();
    this.notify();
  }

  deliveryOf(messageId: string): Delivery | undefined {
    return this.entries.get(messageId)?.delivery;
  }

  /** True between sending and the first sign of the turn. */
  isExpectingTurn(): boolean {
    return [...this.entries.values()].some(
      (entry) => entry.delivery.phase !== 'refused' && isUploaded(entry),
    );
  }

  /** Messages that would be lost if they were not waited for. */
  holdsUnsent(): boolean {
    return [...this.entries.values()].some(({ delivery }) => delivery.phase === 'unsent');
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private offer(entry: Entry): void {
    if (new Blob([JSON.stringify(entry.message)]).size > MAX_MESSAGE_BYTES)
      return this.move(entry, 'refused', 'The message is longer than 900 KB.');
    this.move(entry, 'unsent');
    this.transmit(entry);
  }

  private follow(entry: Entry): void {
    if (entry.delivery.phase !== 'unsent') return;
    const refused = entry.uploads.find((upload) => upload.state().phase === 'refused');
    if (refused !== undefined) this.move(entry, 'refused', refused.state().reason ?? '');
    else if (isUploaded(entry)) this.transmit(entry);
    this.notify();
  }

  private flush(): void {
    for (const entry of this.entries.values()) if (entry.delivery.phase === 'unsent') this.transmit(entry);
  }

  private transmit(entry: Entry): void {
    // Socket.IO would send what it buffered before `connection_successful`; the outbox is the buffer instead.
    if (this.socket?.connected !== true || !isUploaded(entry)) return;
    const { message, uploads } = entry;
    const fileReferences = uploads.map((upload) => ({ id: upload.state().fileId }));
    this.socket.emit('client_message', { message, fileReferences }, (answer: Acknowledgement | undefined) =>
      this.acknowledge(message.id, answer),
    );
  }

  private acknowledge(messageId: string, answer: Acknowledgement | undefined): void {
    const entry = this.entries.get(messageId);
    if (entry === undefined || entry.delivery.phase === 'saved' || entry.delivery.phase === 'waiting') return;
    if (answer?.error !== undefined) {
      this.move(entry, 'refused', answer.error.message ?? answer.error.code ?? '');
      return;
    }
    this.move(entry, 'saved');
    entry.timer = window.setTimeout(() => this.move(entry, 'waiting'), WAITING_AFTER_MS);
  }

  private settle(messageId: string | undefined): void {
    const entry = messageId === undefined ? undefined : this.entries.get(messageId);
    if (messageId === undefined || entry === undefined) return;
    window.clearTimeout(entry.timer);
    this.entries.delete(messageId);
    this.notify();
  }

  private settleSaved(): void {
    for (const [id, { delivery }] of this.entries)
      if (delivery.phase === 'saved' || delivery.phase === 'waiting') this.settle(id);
  }

  /** A snapshot replaces the list on the screen, and may be older than the messages that are still on their way. */
  private reconcile(steps: readonly IStep[]): void {
    const known = new Set(steps.map(({ id }) => id));
    const answered = new Set(steps.map(({ parentId }) => parentId));
    for (const [id, entry] of this.entries) {
      if (answered.has(id)) this.settle(id);
      else if (!known.has(id)) this.show({ ...entry.message });
    }
  }

  private move(entry: Entry, phase: DeliveryPhase, reason?: string): void {
    window.clearTimeout(entry.timer);
    entry.delivery = { phase, uploads: entry.uploads, ...(reason === undefined ? {} : { reason }) };
    this.notify();
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}

function isUploaded({ uploads }: Entry): boolean {
  return uploads.every((upload) => upload.state().phase === 'done');
}
