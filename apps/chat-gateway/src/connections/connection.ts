import type { ThreadDto } from '#libs/contracts';
import type { AskFrame, DeliveredFrame, LiveFrame, StreamingText, ThreadSnapshot } from '#libs/live';
import type { ClientSocket } from '../delivery/server-to-client.js';
import { ShownActions } from '../delivery/shown-actions.js';
import { ShownAsk } from '../delivery/shown-ask.js';
import { ShownTexts } from '../delivery/shown-texts.js';
import { wireCommandOf } from '../delivery/wire-action.js';
import { wireElementOf } from '../delivery/wire-element.js';
import { wireFormOf } from '../delivery/wire-settings.js';
import type { KnownSession } from './sessions.registry.js';

/** How a connection came to its thread. `restored`: its session lived on while no socket was there. */
export type Opening =
  | { readonly kind: 'new' }
  | { readonly kind: 'restored' }
  | { readonly kind: 'resumed'; readonly thread: ThreadDto };

/** What a connection needs from whoever opened it. */
export interface ConnectionHost {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Text is missing in between; answered with `repair`. */
  onGap(connection: Connection): void;
  /** The client sent something as its answer. When it cannot be taken: `askAgain`. */
  onAnswer(connection: Connection, ask: AskFrame, given: unknown): void;
}

/** One live socket: what it belongs to and how far its client has been told. */
export class Connection {
  readonly app: KnownSession['app'];
  readonly threadId: KnownSession['threadId'];
  readonly session: KnownSession['session'];
  /** The number of the newest durable frame written to the socket. */
  lastWritten = 0;
  /** Whether the client was told where its thread stands, and the app that somebody is there. */
  welcomed = false;
  /** Whether its user wanted a new chat. */
  cleared = false;
  private readonly texts: ShownTexts;
  private readonly actions: ShownActions;
  private readonly asked: ShownAsk;
  private running = false;
  /** Frames that come while the client is told what came before. */
  private held: DeliveredFrame[] = [];
  /** What happens to frames that come: `deaf`, they are left to the snapshot that will be asked for. */
  private hearing: 'deaf' | 'holding' | 'through' = 'deaf';

  constructor(
    readonly socket: ClientSocket,
    { app, threadId, session }: KnownSession,
    readonly opening: Opening,
    host: ConnectionHost,
  ) {
    this.app = app;
    this.threadId = threadId;
    this.session = session;
    this.texts = new ShownTexts(socket, () => host.onGap(this));
    this.actions = new ShownActions(socket);
    this.asked = new ShownAsk(
      socket,
      () => host.now(),
      (ask, given) => host.onAnswer(this, ask, given),
    );
  }

  /** Frames of the thread as they come. */
  deliver(frames: readonly DeliveredFrame[]): void {
    if (this.hearing === 'holding') this.held.push(...frames);
    else if (this.hearing === 'through') this.write(frames);
  }

  /** Call it before asking for the snapshot that `catchUp` will tell: what comes meanwhile is told after it. */
  listen(): void {
    if (this.hearing === 'deaf') this.hearing = 'holding';
  }

  /** Tells what was missed, then what came meanwhile; from now on frames pass through. */
  catchUp({ missed, streaming, running, ask }: ThreadSnapshot): void {
    this.write(missed, true);
    this.repair(streaming);
    this.running = running;
    if (running) this.socket.emit('task_start', {});
    if (ask) this.asked.show(ask);
    const { held } = this;
    this.held = [];
    this.hearing = 'through';
    this.write(held);
  }

  /** Shows texts that are being written, as far as they got; those of which nobody knows the whole stay given up. */
  repair(streaming: readonly StreamingText[]): void {
    this.texts.repair(streaming);
  }

  /** The client's answer could not be taken. */
  askAgain(ask: AskFrame): void {
    this.asked.showAgain(ask);
  }

  /** @param again whether an earlier connection of the client's may have been told of them */
  private write(frames: readonly DeliveredFrame[], again = false): void {
    for (const [index, { frame, number }] of frames.entries()) {
      if (number !== undefined) {
        if (number <= this.lastWritten) continue;
        this.lastWritten = number;
      }
      this.writeFrame(frame, frames[index + 1]?.frame, again);
    }
  }

  private writeFrame(frame: LiveFrame, next: LiveFrame | undefined, again: boolean): void {
    switch (frame.kind) {
      case 'step':
        if (frame.exceptSession !== this.session.id) this.texts.showStep(frame, next);
        return;
      case 'step-removed':
        return this.texts.removeStep(frame.id);
      case 'token':
        return this.texts.showToken(frame);
      case 'action':
        return this.actions.show(frame.action, again);
      case 'action-removed':
        return this.actions.remove(frame.id);
      case 'ask':
        return this.asked.show(frame);
      case 'ask-ended':
        return this.asked.end(frame, this.running);
      case 'task':
        this.running = frame.running;
        this.socket.emit(frame.running ? 'task_start' : 'task_end', {});
        return;
      default:
        return this.writeEvent(frame);
    }
  }

  private writeEvent(frame: PlainFrame): void {
    const { socket } = this;
    switch (frame.kind) {
      case 'first-interaction':
        socket.emit('first_interaction', { interaction: frame.interaction, thread_id: this.threadId });
        return;
      case 'element':
        socket.emit('element', wireElementOf(frame.element));
        return;
      case 'element-removed':
        socket.emit('remove_element', { id: frame.id });
        return;
      case 'settings-form':
        socket.emit('chat_settings', wireFormOf(frame.form));
        return;
      case 'commands':
        socket.emit('set_commands', frame.commands.map(wireCommandOf));
        return;
      case 'token-usage':
        socket.emit('token_usage', frame.tokens);
        return;
      case 'toast':
        if (frame.onlySession === undefined || frame.onlySession === this.session.id)
          socket.emit('toast', { message: frame.message, type: frame.level });
    }
  }
}

/** Frames whose telling depends on nothing that was told before. */
type PlainFrame = Extract<
  LiveFrame,
  {
    kind:
      | 'first-interaction'
      | 'element'
      | 'element-removed'
      | 'settings-form'
      | 'commands'
      | 'token-usage'
      | 'toast';
  }
>;
