import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type';
import { lookup } from 'mime-types';
import type { ElementDto } from '#libs/contracts';
import { fileKey } from '#libs/files';
import type { FileContent } from '#libs/files';
import { DomainError } from '#libs/platform';
import type { Turn } from '../turn/turn.js';
import { Element } from './element.js';
import type { ElementOptions } from './element.js';

/** An element's content: exactly one of these. */
export interface ContentOptions extends ElementOptions {
  readonly content?: string | Uint8Array;
  /** A file of the worker's; it is copied. */
  readonly path?: string | URL;
  /** An address that the browser gets it from: http, https, data, or a path of the page's own site. */
  readonly url?: string;
  /** Its MIME type; found in the content unless given. */
  readonly mime?: string;
}

interface Opened {
  readonly content: FileContent;
  /** As the content itself tells; many kinds do not. */
  readonly mime: string | undefined;
}

const SHOWABLE: readonly string[] = ['http:', 'https:', 'data:'];

/** What a link to it would run is nothing to show, wherever the app has it from. */
function isShowable(url: string): boolean {
  try {
    return SHOWABLE.includes(new URL(url, 'https://the.page').protocol);
  } catch {
    return false;
  }
}

/** An element whose content is in the file store, or at an address of its own. */
export abstract class ContentElement extends Element {
  private readonly options: ContentOptions;
  private stored: { readonly key: string; readonly mime: string } | undefined;

  /** @throws DomainError `invalid_input` unless it has exactly one of content, path and url */
  protected constructor(type: ElementDto['type'], options: ContentOptions) {
    super(type, options);
    const given = [options.content, options.path, options.url].filter((source) => source !== undefined);
    if (given.length !== 1) throw this.refused('give it exactly one of content, path and url');
    if (options.url !== undefined && !isShowable(options.url))
      throw this.refused(
        'its url is none that a page may show; give it an http, https or data one, or a path',
      );
    this.options = options;
  }

  protected async look(turn: Turn): Promise<Partial<ElementDto>> {
    const { url, mime } = this.options;
    if (url !== undefined) return { url, mime: mime ?? null, ...this.particular() };
    this.stored ??= await this.store(turn);
    const { key } = this.stored;
    return { chainlitKey: key, objectKey: key, mime: this.stored.mime, ...this.particular() };
  }

  /** What its kind has besides. */
  protected particular(): Partial<ElementDto> {
    return {};
  }

  /**
   * The MIME type of content that does not tell; undefined where there is no likely one.
   *
   * @param named what its file's extension, or its name's, says
   */
  protected abstract fallbackMime(
    named: string | undefined,
    content: string | Uint8Array | undefined,
  ): string | undefined;

  private async store(turn: Turn): Promise<{ key: string; mime: string }> {
    const { content, mime: found } = await this.open();
    const mime = this.options.mime ?? found ?? this.fallbackMime(this.mimeByName(), this.options.content);
    if (!mime)
      throw this.refused('its content does not tell what it is; give it a mime, such as image/svg+xml');
    const { id } = this.belongTo(turn);
    await turn.files.put(fileKey(turn.threadId, id), content, { name: this.name, type: mime });
    return { key: id, mime };
  }

  private mimeByName(): string | undefined {
    const extension = extname(String(this.options.path ?? '')) || extname(this.name);
    return lookup(extension) || undefined;
  }

  private async open(): Promise<Opened> {
    const { content, path } = this.options;
    if (typeof content === 'string') return { content, mime: undefined };
    if (content) return { content, mime: (await fileTypeFromBuffer(content))?.mime };
    const file = path instanceof URL ? fileURLToPath(path) : String(path);
    const known = await stat(file).catch(() => undefined);
    if (!known?.isFile()) throw this.refused(`there is no file at ${file}`);
    const mime = (await fileTypeFromFile(file))?.mime;
    return { content: createReadStream(file), mime };
  }

  private refused(why: string): DomainError {
    return new DomainError(
      'invalid_input',
      `The ${this.type} element "${this.name}" cannot be shown: ${why}.`,
    );
  }
}
