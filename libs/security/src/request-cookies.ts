import type { IncomingHttpHeaders } from 'node:http';
import { parseCookie } from 'cookie';
import type { Cookies } from 'cookie';

/** Names of the cookies that say who someone is. */
export const COOKIE = {
  /** Chainlit's name. A token that is too long for one cookie arrives in `access_token_0`, `access_token_1`, … */
  accessToken: 'access_token',
  /** The secret of the server-side login: renews access tokens. */
  login: 'heddle_login',
  /** The guest, when sign-in is off. */
  guest: 'heddle_guest',
} as const;

/** The cookies of a request. */
export function cookiesOf(headers: IncomingHttpHeaders): Cookies {
  return parseCookie(headers.cookie ?? '');
}

/** The access token in a request's cookies: whole, or put together from its chunks up to the first missing one. */
export function accessTokenIn(cookies: Cookies): string | undefined {
  const whole = cookies[COOKIE.accessToken];
  if (whole) return whole;
  let token = '';
  for (let index = 0; ; index += 1) {
    const chunk = cookies[`${COOKIE.accessToken}_${index}`];
    if (!chunk) return token || undefined;
    token += chunk;
  }
}

/** The token of an `Authorization: Bearer` header. */
export function bearerTokenOf(headers: IncomingHttpHeaders): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}
