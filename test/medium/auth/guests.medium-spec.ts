import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../support/database/test-database.js';
import type { TestDatabase } from '../../support/database/test-database.js';
import { startAuth } from './auth-instance.js';
import type { AuthInstance } from './auth-instance.js';
import { CookieJar } from './cookie-jar.js';

describe('with sign-in off', () => {
  let database: TestDatabase;
  let auth: AuthInstance;
  let browser: CookieJar;

  beforeAll(async () => {
    database = await openTestDatabase();
    auth = await startAuth({ databaseUrl: database.url, signIn: 'off', publicUrl: 'https://chat.example' });
  });

  afterAll(async () => {
    await auth?.stop();
    await database?.drop();
  });

  beforeEach(() => {
    browser = new CookieJar(auth.origin);
  });

  it('tells the page that nobody has to sign in', async () => {
    await expect((await browser.get('/auth/config')).json()).resolves.toEqual({
      requireLogin: false,
      passwordAuth: false,
      headerAuth: false,
      oauthProviders: [],
      default_theme: null,
      ui: { login_page_image: null, login_page_image_filter: null, login_page_image_dark_filter: null },
    });
    expect(await (await browser.get('/user')).text()).toBe('null');
  });

  it('makes a visitor a guest right before the first socket, once', async () => {
    const first = await browser.call('POST', '/set-session-cookie', '{"session_id":"s"}');
    await expect(first.json()).resolves.toEqual({ message: 'Session cookie set' });
    expect(first.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^heddle_guest=[0-9a-f-]{14}4[0-9a-f-]{21}; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
    const second = await browser.call('POST', '/set-session-cookie', '{"session_id":"s"}');
    expect(second.headers.getSetCookie()).toEqual([]);
  });

  it('refuses passwords, and signing out leaves the guest a guest', async () => {
    const refused = await browser.signIn('alice', 'whatever');
    expect(refused.status).toBe(400);
    await expect(refused.json()).resolves.toEqual({ detail: 'No auth_callback defined' });
    await browser.call('POST', '/set-session-cookie', '{}');
    await browser.call('POST', '/logout', '{}');
    expect(Object.keys(browser.cookies)).toEqual(['heddle_guest']);
  });
});

describe('with sign-in on', () => {
  it('offers the password form, and prepares a socket for nobody who is not signed in', async () => {
    const database = await openTestDatabase();
    const auth = await startAuth({ databaseUrl: database.url });
    try {
      const browser = new CookieJar(auth.origin);
      await expect((await browser.get('/auth/config')).json()).resolves.toMatchObject({
        requireLogin: true,
        passwordAuth: true,
      });
      const answer = await browser.call('POST', '/set-session-cookie', '{}');
      expect(answer.status).toBe(200);
      expect(answer.headers.getSetCookie()).toEqual([]);
    } finally {
      await auth.stop();
      await database.drop();
    }
  });
});
