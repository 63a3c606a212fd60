import type { ElementDto, JsonObject } from '#libs/contracts';
import { ContentElement } from './content-element.js';
import type { ContentOptions } from './content-element.js';

/** How large an element is shown. */
export type ElementSize = NonNullable<ElementDto['size']>;

/** A text, or code. */
export class Text extends ContentElement {
  private readonly language: string | undefined;

  constructor(options: ContentOptions & { /** Its code language. */ readonly language?: string }) {
    super('text', options);
    this.language = options.language;
  }

  protected override particular(): Partial<ElementDto> {
    return this.language === undefined ? {} : { language: this.language };
  }

  protected override fallbackMime(): string {
    return 'text/plain';
  }
}

/** A picture. */
export class Image extends ContentElement {
  private readonly size: ElementSize;

  constructor(
    options: ContentOptions & { /** `medium` unless said otherwise. */ readonly size?: ElementSize },
  ) {
    super('image', options);
    this.size = options.size ?? 'medium';
  }

  protected override particular(): Partial<ElementDto> {
    return { size: this.size };
  }

  protected override fallbackMime(named: string | undefined): string | undefined {
    return named;
  }
}

/** A file to download. */
export class File extends ContentElement {
  constructor(options: ContentOptions) {
    super('file', options);
  }

  protected override fallbackMime(
    named: string | undefined,
    content: string | Uint8Array | undefined,
  ): string {
    return named ?? (typeof content === 'string' ? 'text/plain' : 'application/octet-stream');
  }
}

/** A PDF. */
export class Pdf extends ContentElement {
  private readonly page: number;

  constructor(
    options: ContentOptions & {
      /** The page it opens at; 1 unless said otherwise. */ readonly page?: number;
    },
  ) {
    super('pdf', options);
    this.page = options.page ?? 1;
  }

  protected override particular(): Partial<ElementDto> {
    return { page: this.page };
  }

  protected override fallbackMime(): string {
    return 'application/pdf';
  }
}

/** A sound. */
export class Audio extends ContentElement {
  private readonly autoPlay: boolean;

  constructor(options: ContentOptions & { /** Whether it plays by itself. */ readonly autoPlay?: boolean }) {
    super('audio', options);
    this.autoPlay = options.autoPlay ?? false;
  }

  protected override particular(): Partial<ElementDto> {
    return { autoPlay: this.autoPlay };
  }

  protected override fallbackMime(named: string | undefined): string | undefined {
    return named;
  }
}

/** A film. */
export class Video extends ContentElement {
  private readonly look_: Partial<ElementDto>;

  constructor(
    options: ContentOptions & {
      /** `medium` unless said otherwise. */
      readonly size?: ElementSize;
      /** Settings of the page's player. */
      readonly playerConfig?: JsonObject;
    },
  ) {
    super('video', options);
    this.look_ = {
      size: options.size ?? 'medium',
      ...(options.playerConfig ? { playerConfig: options.playerConfig } : {}),
    };
  }

  protected override particular(): Partial<ElementDto> {
    return this.look_;
  }

  protected override fallbackMime(named: string | undefined): string | undefined {
    return named;
  }
}
