import { stringifySetCookie } from 'cookie';
import type { Cookies } from 'cookie';
import { ACCESS_TOKEN } from './access-token.js';
import { COOKIE } from './request-cookies.js';

const CHUNK_LENGTH = 3_000;
const ACCESS_TOKEN_COOKIE = /^access_token(_\d+)?$/;
const GUEST_SECONDS = 365 * 24 * 3_600;

/** Writes the cookies that say who someone is, as `Set-Cookie` values. Secure when the deployment is on https. */
export class IdentityCookies {
  private readonly secure: boolean;

  /** @param publicUrl the address that browsers use */
  constructor(publicUrl: string) {
    this.secure = new URL(publicUrl).protocol === 'https:';
  }

  /** Carries an access token, in chunks when it is long, and removes what an earlier token left in `present`. */
  accessToken(token: string, present: Cookies): string[] {
    const values = new Map<string, string>();
    if (token.length <= CHUNK_LENGTH) values.set(COOKIE.accessToken, token);
    else {
      for (let at = 0; at < token.length; at += CHUNK_LENGTH) {
        values.set(`${COOKIE.accessToken}_${values.size}`, token.slice(at, at + CHUNK_LENGTH));
      }
    }
    const stale = Object.keys(present).filter((name) => ACCESS_TOKEN_COOKIE.test(name) && !values.has(name));
    return [
      ...[...values].map(([name, value]) => this.write(name, value, ACCESS_TOKEN.lifetimeSeconds)),
      ...stale.map((name) => this.remove(name)),
    ];
  }

  /** Carries the secret of a server-side login for as long as that login may live. */
  login(secret: string, seconds: number): string[] {
    return [this.write(COOKIE.login, secret, seconds)];
  }

  /** Carries a guest's id for a year. */
  guest(guestId: string): string[] {
    return [this.write(COOKIE.guest, guestId, GUEST_SECONDS)];
  }

  /** Removes every trace of a login from the browser; a guest's cookie stays. */
  signedOut(present: Cookies): string[] {
    return Object.keys(present)
      .filter((name) => name === COOKIE.login || ACCESS_TOKEN_COOKIE.test(name))
      .map((name) => this.remove(name));
  }

  private remove(name: string): string {
    return this.write(name, '', 0);
  }

  private write(name: string, value: string, maxAge: number): string {
    return stringifySetCookie({
      name,
      value,
      maxAge,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.secure,
    });
  }
}
