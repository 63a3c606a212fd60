import { MAX_STEP_BYTES } from '#libs/contracts';
import type { TokenFrame } from '#libs/live';
import { DomainError } from '#libs/platform';
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

  /** @throws TurnEndedError once it has ended; DomainError `too_large` for what cannot be kept: it could grow for ever */
  append(token: string): void {
    this.assertOpen();
    this.text += token;
    this.assertFits();
    if (!this.timer) this.showNow();
  }

  /** Starts the text anew. @throws as `append` does */
  replace(text: string): void {
    this.assertOpen();
    this.text = text;
    this.assertFits();
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

  private assertFits(): void {
    if (this.text.length <= MAX_STEP_BYTES) return;
    throw new DomainError(
      'too_large',
      `A message or a step has ${MAX_STEP_BYTES / 1_000} KB at the most, and this one goes on. Nothing of it was kept.`,
    );
  }

  /** What comes soon after is shown together. */
  private showNow(): void {
    this.show();
    this.timer = this.clock.after(COALESCE_MS, () => {
      this.timer = undefined;
      if (this.shown < this.text.length) this.showNow();
    });
  }

  private show(how: { replaces?: true } = {}): void {
    const { messageId, fence, shown: offset } = this;
    this.emit({ kind: 'token', messageId, fence, offset, text: this.text.slice(offset), ...how });
    this.shown = this.text.length;
  }
}
