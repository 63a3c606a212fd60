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
  response.setHeader('Content-Type', type);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'private');
  // Browsers show no PDF in a sandbox; they run what is in it in one of their own.
  if (type !== 'application/pdf') response.setHeader('Content-Security-Policy', 'sandbox');
}

/**
 * The bytes that a request asks for; undefined when it asks for all of them, or for several pieces, which nobody has to
 * give. The response's status and headers say which.
 *
 * @throws HttpException 416 when the file has none of them
 */
export function rangeOf(request: Request, response: Response, { size }: StoredFile): ByteRange | undefined {
  response.setHeader('Accept-Ranges', 'bytes');
  const ranges = request.range(size, { combine: true });
  if (ranges === -1) {
    response.setHeader('Content-Range', `bytes */${size}`);
    throw refusal.noRange(size);
  }
  const [range] = Array.isArray(ranges) && ranges.type === 'bytes' ? ranges : [];
  if (!range || !Array.isArray(ranges) || ranges.length > 1) return undefined;
  response.status(206).setHeader('Content-Range', `bytes ${range.start}-${range.end}/${size}`);
  return { start: range.start, end: range.end };
}
