import type { StreamingText } from './frames.js';

/**
 * The text of one step as one attempt writes it, put together from its pieces. Pieces may come twice (the overlap is
 * cut) or not at all (what does not touch the known text is left out, and the gap is told).
 */
export class StreamingMemory {
  private text: string;
  private offset: number;
  private furthest: number;

  constructor(
    readonly fence: number,
    offset: number,
    text: string,
  ) {
    this.offset = offset;
    this.text = text;
    this.furthest = offset + text.length;
  }

  /** Takes a piece that begins at `offset` in the whole text. */
  add(offset: number, text: string): void {
    const end = this.offset + this.text.length;
    const pieceEnd = offset + text.length;
    this.furthest = Math.max(this.furthest, pieceEnd);
    if (offset > end || pieceEnd < this.offset) return;
    if (pieceEnd > end) this.text += text.slice(end - offset);
    if (offset < this.offset) {
      this.text = text.slice(0, this.offset - offset) + this.text;
      this.offset = offset;
    }
  }

  /** What is known, as `snapshot` answers it. */
  describe(messageId: string): StreamingText {
    return {
      messageId,
      fence: this.fence,
      text: this.text,
      ...(this.offset > 0 && { offset: this.offset }),
      ...(this.furthest > this.offset + this.text.length && { gap: true as const }),
    };
  }
}
