import type { TokenFrame } from '#libs/live';
import type { Clock, Timer } from '#libs/platform';

/** Tokens that come faster than this are shown together; the first of a burst is never held back. */
export const COALESCE_MS = 25;

/** A step's text while it is being written: cuts it into token frames, the first at once, then coalesced. */
export class StreamedText {
  private length = 0;
  private pending = '';
  private timer: Timer | undefined;
  private ended = false;

  constructor(
    private readonly messageId: string,
    private readonly fence: number,
    private readonly clock: Clock,
    private readonly emit: (frame: TokenFrame) => void,
  ) {}

  append(token: string): void {
    if (this.ended) return;
    this.pending += token;
    if (this.timer) return;
    this.flush();
    this.timer = this.clock.after(COALESCE_MS, () => {
      this.timer = undefined;
      if (this.pending) this.append('');
    });
  }

  /** Starts the text anew. */
  replace(text: string): void {
    this.length = 0;
    this.pending = '';
    this.emitText(text, { replaces: true });
  }

  /** Nothing more comes: whoever ends it shows the whole text. */
  end(): void {
    this.ended = true;
    this.timer?.cancel();
    this.timer = undefined;
  }

  private flush(): void {
    const text = this.pending;
    this.pending = '';
    if (text) this.emitText(text);
  }

  private emitText(text: string, how: { replaces?: true } = {}): void {
    this.emit({
      kind: 'token',
      messageId: this.messageId,
      fence: this.fence,
      offset: this.length,
      text,
      ...how,
    });
    this.length += text.length;
  }
}
