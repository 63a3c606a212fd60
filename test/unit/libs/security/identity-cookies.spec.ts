import { parseSetCookie } from 'cookie';
import { describe, expect, it } from 'vitest';
import { accessTokenIn, cookiesOf, IdentityCookies } from '#libs/security';

const cookies = new IdentityCookies('http://localhost:8000');

/** What a browser sends back after it received these. */
function sentBack(setCookies: readonly string[]): string {
  return setCookies
    .map((line) => parseSetCookie(line))
    .filter(({ maxAge }) => maxAge !== 0)
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
}

describe('the access token’s cookie', () => {
  it('is HttpOnly, Lax, for the whole site and as short-lived as the token', () => {
    const [line] = cookies.accessToken('abc', {});
    expect(parseSetCookie(line ?? '')).toEqual({
      name: 'access_token',
      value: 'abc',
      maxAge: 600,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
    });
  });

  it('is Secure when browsers come by https', () => {
    const [line] = new IdentityCookies('https://chat.example').accessToken('abc', {});
    expect(parseSetCookie(line ?? '').secure).toBe(true);
  });

  it.each([1, 3_000, 3_001, 7_000])('brings a token of %i characters back whole', (length) => {
    const token = 'ab.c'.repeat(2_000).slice(0, length);
    const written = cookies.accessToken(token, {});
    expect(accessTokenIn(cookiesOf({ cookie: sentBack(written) }))).toBe(token);
    expect(Math.max(...written.map((line) => parseSetCookie(line).value?.length ?? 0))).toBeLessThanOrEqual(
      3_000,
    );
  });

  it('removes what a longer token left behind, and nothing of other names', () => {
    const present = { access_token_0: 'a', access_token_1: 'b', access_token_note: 'c', heddle_login: 'd' };
    const removed = cookies
      .accessToken('short', present)
      .map((line) => parseSetCookie(line))
      .filter(({ maxAge }) => maxAge === 0)
      .map(({ name }) => name);
    expect(removed).toEqual(['access_token_0', 'access_token_1']);
  });
});

describe('the access token of a request', () => {
  it('is the whole cookie rather than chunks of an earlier one', () => {
    expect(accessTokenIn({ access_token: 'whole', access_token_0: 'old' })).toBe('whole');
  });

  it('ends at the first missing chunk', () => {
    expect(accessTokenIn({ access_token_0: 'a', access_token_1: 'b', access_token_3: 'd' })).toBe('ab');
  });

  it('is absent without cookies and with empty ones', () => {
    expect(accessTokenIn(cookiesOf({}))).toBeUndefined();
    expect(accessTokenIn(cookiesOf({ cookie: 'access_token=; access_token_1=b' }))).toBeUndefined();
  });
});

describe('signing out', () => {
  it('removes the token, its chunks and the login, and leaves the guest alone', () => {
    const present = {
      access_token: 'a',
      access_token_0: 'b',
      heddle_login: 'c',
      heddle_guest: 'd',
      theme: 'e',
    };
    const lines = cookies.signedOut(present).map((line) => parseSetCookie(line));
    expect(lines.map(({ name }) => name)).toEqual(['access_token', 'access_token_0', 'heddle_login']);
    expect(lines.every(({ maxAge, path, value }) => maxAge === 0 && path === '/' && value === '')).toBe(true);
  });
});
