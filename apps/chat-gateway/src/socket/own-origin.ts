import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a socket may be opened: by a page of this deployment, or by a program that is no browser (it sends no
 * Origin). Browsers let any page open a WebSocket anywhere, also to a Heddle on the visitor's own machine.
 */
export function isOwnOrigin({ origin, host }: IncomingHttpHeaders, publicUrl: string): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  return page.host === host || page.origin === new URL(publicUrl).origin;
}
