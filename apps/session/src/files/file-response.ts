import type { Request, Response } from 'express';
import type { ByteRange, StoredFile } from '#libs/files';
import { refusal } from './file-refusals.js';

/** What browsers may show. Anything else is kept from being opened at this address, where a script in it would be ours. */
const SHOWN = /^(image\/(?!svg)|audio\/|video\/|application\/pdf$|text\/plain$)/;

/** Says what a file is, and that browsers are not to take it for anything else. */
export function describeFile(response: Response, { name, type }: StoredFile): void {
  // Express knows how names are written; only the first word depends on the type.
  response.attachment(name);
  if (SHOWN.test(type)) {
    const attachment = String(response.getHeader('Content-Disposition'));
    response.setHeader('Content-Disposition', attachment.replace(/^attachment/, 'inline'));
  }
  // Without it browsers read text in their user's country's old encoding.
  response.setHeader('Content-Type', type === 'text/plain' ? 'text/plain; charset=utf-8' : type);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'private');
  // Browsers show no PDF in a sandbox; they run what is in it in one of their own.
  if (type !== 'application/pdf') response.setHeader('Content-Security-Policy', 'sandbox');
}

/** One range: several pieces nobody has to give, and what is no range counts as if nothing was said (RFC 9110 §14). */
const ONE_RANGE = /^bytes=\s*(\d*)-(\d*)\s*$/i;

/**
 * The bytes that a request asks for; undefined when it gets all of them. The response's status and headers say which.
 *
 * @throws HttpException 416 when the file has none of them
 */
export function rangeOf(
  { headers }: Request,
  response: Response,
  { size }: StoredFile,
): ByteRange | undefined {
  response.setHeader('Accept-Ranges', 'bytes');
  // Files have no validators: none that a client names tells that it has a part of this one.
  if (headers['if-range'] !== undefined) return undefined;
  const [, first = '', last = ''] = ONE_RANGE.exec(headers.range ?? '') ?? [];
  const isSuffix = first === '';
  if ((isSuffix && last === '') || (!isSuffix && last !== '' && Number(last) < Number(first)))
    return undefined;
  const start = isSuffix ? Math.max(size - Number(last), 0) : Number(first);
  const end = isSuffix || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end) {
    response.setHeader('Content-Range', `bytes */${size}`);
    throw refusal.noRange(size);
  }
  response.status(206).setHeader('Content-Range', `bytes ${start}-${end}/${size}`);
  return { start, end };
}
