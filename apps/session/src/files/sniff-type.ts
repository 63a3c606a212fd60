import { fileTypeFromBuffer } from 'file-type';
import { familyOfExtension, familyOfType, isText, isTextExtension } from './type-families.js';

/** Bytes from a file's beginning by which its type is told. */
export const SNIFFED_BYTES = 4_096;

/** What a file turns out to be. */
export interface SniffedType {
  /** Its MIME types, the one it is kept under first: the declared one, and the one its first bytes show. */
  readonly types: readonly [string, ...string[]];
  /** What is wrong, when its name or its declared type says something else than its first bytes: "is application/pdf". */
  readonly lie?: string;
}

/** Types that say nothing about a file. */
const UNKNOWN = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'application/x-download']);
/** Formats that begin like text, and are none for who reads them. */
const WRITTEN_FORMATS = /^application\/(pdf|rtf|postscript|eps)$/;

/**
 * Holds a file's declared MIME type and its extension against its first bytes. Text has no mark of its own: it counts as
 * declared unless its beginning holds what text does not.
 */
export async function sniffType(name: string, declaredType: string, head: Uint8Array): Promise<SniffedType> {
  const declared = declaredType.toLowerCase().split(';', 1)[0]?.trim() ?? '';
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const sniffed = await sniff(head);
  const saysNothing = UNKNOWN.has(declared);
  const kept = saysNothing ? (sniffed ?? 'application/octet-stream') : declared;
  const types: SniffedType['types'] = sniffed && sniffed !== kept ? [kept, sniffed] : [kept];
  const lie =
    (saysNothing ? undefined : lieOfType(declared, sniffed, head)) ??
    lieOfExtension(extension, sniffed, head);
  return lie ? { types, lie } : { types };
}

/** What the first bytes show; undefined for text, and for what nobody knows. */
async function sniff(head: Uint8Array): Promise<string | undefined> {
  if (head.length === 0 || isUtf16(head)) return undefined;
  // What looks like a format and breaks off is not recognised.
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  const mime = found?.mime.toLowerCase().split(';', 1)[0];
  // Two letters are enough for some binary formats, and for words at the beginning of a text.
  return mime && !isText(mime) && !WRITTEN_FORMATS.test(mime) && isReadable(head) ? undefined : mime;
}

function lieOfType(declared: string, sniffed: string | undefined, head: Uint8Array): string | undefined {
  if (isText(declared)) return lieOfText(sniffed, head);
  const family = familyOfType(declared);
  if (!sniffed) return family?.isCertain ? `is not ${declared}` : undefined;
  const shown = familyOfType(sniffed);
  const agree = declared === sniffed || (family ? family === shown : !shown || shown.isContainer);
  // Old office programs write tables and texts as XML too.
  const mayBeText = family?.isContainer && !family.isCertain && isText(sniffed);
  return agree || mayBeText ? undefined : `is ${sniffed}`;
}

function lieOfExtension(
  extension: string,
  sniffed: string | undefined,
  head: Uint8Array,
): string | undefined {
  if (isTextExtension(extension)) return lieOfText(sniffed, head);
  const family = familyOfExtension(extension);
  if (!family) return undefined;
  if (!sniffed) return family.isCertain ? `is no .${extension} file` : undefined;
  return familyOfType(sniffed) === family ? undefined : `is ${sniffed}`;
}

function lieOfText(sniffed: string | undefined, head: Uint8Array): string | undefined {
  if (sniffed) return isText(sniffed) ? undefined : `is ${sniffed}`;
  return head.includes(0) && !isUtf16(head) ? 'is not text' : undefined;
}

/** Text in UTF-16 says so with its first two bytes, and is full of zeros. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** Whether the bytes are UTF-8, and none of them controls anything but lines and terminals. */
function isReadable(head: Uint8Array): boolean {
  if (head.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b))) return false;
  try {
    // As a stream, because the last character may be cut.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
