import type { TokenFrame } from '#libs/live';
import type { Clock, Timer } from '#libs/platform';
import { TurnEndedError } from '../turn/turn-errors.js';

/** Tokens that come faster than this are shown together; the first of a burst is never held back. */
export const COALESCE_MS = 25;

/** A step's text while it is being written: cuts it into token frames, the first at once, then coalesced. */
export class StreamedText {
  private text = '';
  /** UTF-16 units of the text that were shown. */
  private shown = 0;
  private timer: Timer | undefined;
  private ended = false;

  constructor(
    private readonly messageId: string,
    private readonly fence: number,
    private readonly clock: Clock,
    private readonly emit: (frame: TokenFrame) => void,
  ) {}

  /** The whole text so far. */
  get content(): string {
    return this.text;
  }

  /** @throws TurnEndedError once it has ended */
  append(token: string): void {
    this.assertOpen();
    this.text += token;
    if (this.timer) return;
    this.show();
    this.timer = this.clock.after(COALESCE_MS, () => {
      this.timer = undefined;
      if (this.shown < this.text.length) this.append('');
    });
  }

  /** Starts the text anew. @throws TurnEndedError once it has ended */
  replace(text: string): void {
    this.assertOpen();
    this.text = text;
    this.shown = 0;
    this.show({ replaces: true });
  }

  /** Nothing more comes: whoever ends it shows the whole text. */
  end(): void {
    this.ended = true;
    this.timer?.cancel();
    this.timer = undefined;
  }

  private assertOpen(): void {
    if (this.ended) throw new TurnEndedError('streaming a message');
  }

  private show(how: { replaces?: true } = {}): void {
    const { messageId, fence, shown: offset } = this;
    this.emit({ kind: 'token', messageId, fence, offset, text: this.text.slice(offset), ...how });
    this.shown = this.text.length;
  }
}
