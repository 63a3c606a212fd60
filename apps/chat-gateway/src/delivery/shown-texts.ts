import type { LiveFrame, StepFrame, StreamingText, TokenFrame } from '#libs/live';
import type { ClientSocket } from './server-to-client.js';
import { TextPosition } from './text-position.js';
import { wireStepOf } from './wire-step.js';

/** The steps a client is shown, and how far it has followed those whose text is being written. */
export class ShownTexts {
  private readonly positions = new Map<string, TextPosition>();
  /** Texts with a gap, until a repair or their step's next state shows them whole. */
  private readonly unfollowed = new Set<string>();

  /** @param onGap called when text is missing in between; answered with `repair` */
  constructor(
    private readonly socket: ClientSocket,
    private readonly onGap: () => void,
  ) {}

  /** @param next the frame that came with it: its first token may go into stream_start */
  showStep({ event, step }: StepFrame, next: LiveFrame | undefined): void {
    this.unfollowed.delete(step.id);
    if (event !== 'stream-started') {
      this.positions.delete(step.id);
      this.socket.emit(event === 'created' ? 'new_message' : 'update_message', wireStepOf(step));
      return;
    }
    // Clients expect the first token inside stream_start (wire protocol §5.2).
    const first =
      next?.kind === 'token' && next.messageId === step.id && next.offset === 0 ? next : undefined;
    this.positions.set(
      step.id,
      first ? new TextPosition(first.fence, first.text.length) : new TextPosition(),
    );
    this.socket.emit('stream_start', wireStepOf({ ...step, output: first?.text ?? '' }));
  }

  removeStep(id: string): void {
    this.positions.delete(id);
    this.unfollowed.delete(id);
    this.socket.emit('delete_message', { id });
  }

  showToken(frame: TokenFrame): void {
    if (this.unfollowed.has(frame.messageId)) return;
    const change = this.positions.get(frame.messageId)?.follow(frame) ?? { kind: 'gap' };
    if (change.kind === 'gap') {
      this.unfollowed.add(frame.messageId);
      return this.onGap();
    }
    if (change.kind === 'nothing') return;
    const isSequence = change.kind === 'replace';
    this.socket.emit('stream_token', { id: frame.messageId, token: change.text, isSequence, isInput: false });
  }

  /** Shows texts that are being written, as far as they got; those of which nobody knows the whole stay given up. */
  repair(streaming: readonly StreamingText[]): void {
    for (const { messageId, fence, text, offset, gap } of streaming) {
      if (offset !== undefined) continue;
      this.positions.set(messageId, new TextPosition(fence, text.length));
      this.socket.emit('stream_token', { id: messageId, token: text, isSequence: true, isInput: false });
      if (!gap) this.unfollowed.delete(messageId);
    }
  }
}
