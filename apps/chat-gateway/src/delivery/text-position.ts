import type { TokenFrame } from '#libs/live';

/** What a client is to be told of a step's text. `gap`: something in between was missed; send the whole text. */
export type TextChange =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'append'; readonly text: string }
  | { readonly kind: 'replace'; readonly text: string }
  | { readonly kind: 'gap' };

/** How far a client has followed one step's text. */
export class TextPosition {
  /** @param fence of the attempt that writes; undefined while none of its text was seen */
  constructor(
    private fence?: number,
    private length = 0,
  ) {}

  /** Follows a token frame: lost, doubled and outdated ones do no harm. */
  follow(frame: TokenFrame): TextChange {
    this.fence ??= frame.fence;
    if (frame.fence < this.fence) return { kind: 'nothing' };
    if (frame.replaces || (frame.fence > this.fence && frame.offset === 0)) {
      this.fence = frame.fence;
      this.length = frame.text.length;
      return { kind: 'replace', text: frame.text };
    }
    if (frame.fence > this.fence || frame.offset > this.length) return { kind: 'gap' };
    const text = frame.text.slice(this.length - frame.offset);
    this.length += text.length;
    return text ? { kind: 'append', text } : { kind: 'nothing' };
  }
}
