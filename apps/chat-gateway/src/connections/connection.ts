import type { SessionDto, ThreadDto } from '#libs/contracts';
import type {
  DeliveredFrame,
  LiveFrame,
  StepFrame,
  StreamingText,
  ThreadSnapshot,
  TokenFrame,
} from '#libs/live';
import { TextPosition } from '../delivery/text-position.js';
import { wireElementOf } from '../delivery/wire-element.js';
import { wireStepOf } from '../delivery/wire-step.js';
import type { ClientSocket } from '../delivery/server-to-client.js';

/** How a connection came to its thread. `restored`: its session lived on while no socket was there. */
export type Opening =
  | { readonly kind: 'new' }
  | { readonly kind: 'restored' }
  | { readonly kind: 'resumed'; readonly thread: ThreadDto };

/** One live socket: what it belongs to and how far its client has been told. */
export class Connection {
  /** The number of the newest durable frame written to the socket. */
  lastWritten = 0;
  private readonly texts = new Map<string, TextPosition>();
  /** Texts with a gap, until a repair or their step's next state shows them whole. */
  private readonly unfollowed = new Set<string>();
  /** Frames that come while the client is told what came before. */
  private held: DeliveredFrame[] = [];
  /** What happens to frames that come: `deaf`, they are left to the snapshot that will be asked for. */
  private hearing: 'deaf' | 'holding' | 'through' = 'deaf';

  constructor(
    readonly socket: ClientSocket,
    readonly app: string,
    readonly threadId: string,
    readonly session: SessionDto,
    readonly opening: Opening,
    /** Called when text is missing in between; answered with `repair`. */
    private readonly onGap: (connection: Connection) => void,
  ) {}

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
  catchUp({ missed, streaming, running }: ThreadSnapshot): void {
    this.write(missed);
    this.repair(streaming);
    if (running) this.socket.emit('task_start', {});
    const { held } = this;
    this.held = [];
    this.hearing = 'through';
    this.write(held);
  }

  /** Shows texts that are being written, as far as they got; those of which nobody knows the whole stay given up. */
  repair(streaming: readonly StreamingText[]): void {
    for (const { messageId, fence, text, offset, gap } of streaming) {
      if (offset !== undefined) continue;
      this.texts.set(messageId, new TextPosition(fence, text.length));
      this.socket.emit('stream_token', { id: messageId, token: text, isSequence: true, isInput: false });
      if (!gap) this.unfollowed.delete(messageId);
    }
  }

  private write(frames: readonly DeliveredFrame[]): void {
    for (const [index, { frame, number }] of frames.entries()) {
      if (number !== undefined) {
        if (number <= this.lastWritten) continue;
        this.lastWritten = number;
      }
      if (frame.kind === 'step') this.writeStep(frame, frames[index + 1]?.frame);
      else this.writeOther(frame);
    }
  }

  private writeStep(frame: StepFrame, next: LiveFrame | undefined): void {
    if (frame.exceptSession === this.session.id) return;
    const { step } = frame;
    this.unfollowed.delete(step.id);
    if (frame.event !== 'stream-started') {
      this.texts.delete(step.id);
      this.socket.emit(frame.event === 'created' ? 'new_message' : 'update_message', wireStepOf(step));
      return;
    }
    // Clients expect the first token inside stream_start (wire protocol §5.2).
    const first =
      next?.kind === 'token' && next.messageId === step.id && next.offset === 0 ? next : undefined;
    this.texts.set(step.id, first ? new TextPosition(first.fence, first.text.length) : new TextPosition());
    this.socket.emit('stream_start', wireStepOf({ ...step, output: first?.text ?? '' }));
  }

  private writeOther(frame: Exclude<LiveFrame, StepFrame>): void {
    switch (frame.kind) {
      case 'token':
        return this.writeToken(frame);
      case 'task':
        this.socket.emit(frame.running ? 'task_start' : 'task_end', {});
        return;
      case 'first-interaction':
        this.socket.emit('first_interaction', { interaction: frame.interaction, thread_id: this.threadId });
        return;
      case 'step-removed':
        this.texts.delete(frame.id);
        this.unfollowed.delete(frame.id);
        this.socket.emit('delete_message', { id: frame.id });
        return;
      case 'element':
        this.socket.emit('element', wireElementOf(frame.element));
        return;
      case 'toast':
        this.socket.emit('toast', { message: frame.message, type: frame.level });
    }
  }

  private writeToken(frame: TokenFrame): void {
    if (this.unfollowed.has(frame.messageId)) return;
    const change = this.texts.get(frame.messageId)?.follow(frame) ?? { kind: 'gap' };
    if (change.kind === 'gap') {
      this.unfollowed.add(frame.messageId);
      return this.onGap(this);
    }
    if (change.kind === 'nothing') return;
    const isSequence = change.kind === 'replace';
    this.socket.emit('stream_token', { id: frame.messageId, token: change.text, isSequence, isInput: false });
  }
}
