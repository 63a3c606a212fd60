import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addUser } from '../../../apps/auth/src/users/add-user.js';
import { openTestDatabase } from '../../support/database/test-database.js';
import type { TestDatabase } from '../../support/database/test-database.js';
import { startAuth } from './auth-instance.js';
import type { AuthInstance } from './auth-instance.js';
import { CookieJar } from './cookie-jar.js';
import type { FormBody } from './cookie-jar.js';

let database: TestDatabase;
let auth: AuthInstance;
let browser: CookieJar;
let aheadMs = 0;

beforeAll(async () => {
  database = await openTestDatabase();
  auth = await startAuth({ databaseUrl: database.url, aheadMs: () => aheadMs });
});

afterAll(async () => {
  await auth?.stop();
  await database?.drop();
});

beforeEach(() => {
  aheadMs = 0;
  browser = new CookieJar(auth.origin);
});

async function newUser() {
  const identifier = `user-${randomUUID()}`;
  const password = randomBytes(12).toString('base64url');
  const user = await addUser(auth.dataSource, {
    identifier,
    password,
    displayName: 'Alice',
    metadata: { role: 'admin' },
    roles: ['editor'],
    groups: ['finance'],
  });
  return { user, identifier, password };
}

async function answerOf(response: Response): Promise<{ status: number; body: unknown }> {
  return { status: response.status, body: await response.json() };
}

const invalidToken = { status: 401, body: { detail: 'Invalid authentication token' } };

describe('signing in by password', () => {
  it('leads from a multipart form to the user', async () => {
    const { user, identifier, password } = await newUser();
    expect(await answerOf(await browser.get('/user'))).toEqual(invalidToken);
    expect(await answerOf(await browser.signIn(identifier, password))).toEqual({
      status: 200,
      body: { success: true },
    });
    expect(await answerOf(await browser.get('/user'))).toEqual({
      status: 200,
      body: {
        id: user.id,
        identifier,
        display_name: 'Alice',
        metadata: { role: 'admin' },
        roles: ['editor'],
        groups: ['finance'],
        createdAt: user.createdAt.toISOString(),
      },
    });
  });

  it('takes a urlencoded form as well', async () => {
    const { identifier, password } = await newUser();
    const form = new URLSearchParams({ username: identifier, password, grant_type: 'password' });
    expect((await browser.call('POST', '/login', form)).status).toBe(200);
    expect((await browser.get('/user')).status).toBe(200);
  });

  it('puts both secrets where no script can read them', async () => {
    const { identifier, password } = await newUser();
    const lines = (await browser.signIn(identifier, password)).headers.getSetCookie();
    expect(lines.map((line) => line.split('=')[0])).toEqual(['access_token', 'heddle_login']);
    for (const line of lines) expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('answers an unknown user and a wrong password alike', async () => {
    const { identifier, password } = await newUser();
    const noPassword = `user-${randomUUID()}`;
    await addUser(auth.dataSource, { identifier: noPassword });
    const tries: [string, string][] = [
      [identifier, `${password}x`],
      [identifier, 'x'.repeat(500)],
      [`user-${randomUUID()}`, password],
      [noPassword, password],
    ];
    for (const [username, tried] of tries) {
      const response = await browser.signIn(username, tried);
      expect(response.headers.getSetCookie()).toEqual([]);
      expect(await answerOf(response)).toEqual({ status: 401, body: { detail: 'credentialssignin' } });
    }
  });

  it('refuses forms that are none, naming what is wrong', async () => {
    const { identifier, password } = await newUser();
    const file = new FormData();
    file.append('username', identifier);
    file.append('password', new Blob([password]), 'password.txt');
    const forms: [FormBody | undefined, number][] = [
      [undefined, 422],
      [new URLSearchParams({ username: identifier }), 422],
      [new URLSearchParams({ username: identifier, password, grant_type: 'code' }), 422],
      [
        new URLSearchParams([
          ['username[a]', identifier],
          ['password', password],
        ]),
        422,
      ],
      [JSON.stringify({ username: identifier, password }), 422],
      [file, 400],
    ];
    for (const [form, status] of forms) {
      const response = await browser.call('POST', '/login', form);
      expect(response.status).toBe(status);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
    const inTheQuery = `/login?username=${identifier}&password=${password}`;
    expect((await browser.call('POST', inTheQuery)).status).toBe(422);
  });
});

describe('a login', () => {
  it('goes on when its token ran out, for as long as fifteen days', async () => {
    const { identifier, password } = await newUser();
    await browser.signIn(identifier, password);
    const first = browser.cookies.access_token;
    aheadMs = 11 * 60_000;
    expect((await browser.get('/user')).status).toBe(200);
    expect(browser.cookies.access_token).not.toBe(first);
    aheadMs = 15 * 24 * 3_600_000 - 60_000;
    expect((await browser.get('/user')).status).toBe(200);
    aheadMs += 12 * 60_000;
    expect(await answerOf(await browser.get('/user'))).toEqual(invalidToken);
  });

  it('ends with signing out, also for who kept a copy of its secret', async () => {
    const { identifier, password } = await newUser();
    await browser.signIn(identifier, password);
    const { heddle_login } = { ...browser.cookies };
    expect(await answerOf(await browser.call('POST', '/logout', '{}'))).toEqual({
      status: 200,
      body: { success: true },
    });
    expect(browser.cookies).toEqual({});
    const thief = new CookieJar(auth.origin);
    Object.assign(thief.cookies, { heddle_login });
    expect(await answerOf(await thief.get('/user'))).toEqual(invalidToken);
  });

  it('ends when the browser signs in anew', async () => {
    const { identifier, password } = await newUser();
    await browser.signIn(identifier, password);
    const earlier = new CookieJar(auth.origin);
    Object.assign(earlier.cookies, { heddle_login: browser.cookies.heddle_login });
    await browser.signIn(identifier, password);
    expect((await browser.get('/user')).status).toBe(200);
    expect((await earlier.get('/user')).status).toBe(401);
  });

  it('does not end with another browser’s', async () => {
    const { identifier, password } = await newUser();
    const other = new CookieJar(auth.origin);
    await browser.signIn(identifier, password);
    await other.signIn(identifier, password);
    await other.call('POST', '/logout');
    aheadMs = 11 * 60_000;
    expect((await browser.get('/user')).status).toBe(200);
  });

  it('does not outlive its user', async () => {
    const { user, identifier, password } = await newUser();
    await browser.signIn(identifier, password);
    await auth.dataSource.manager.remove(user);
    expect(await answerOf(await browser.get('/user'))).toEqual(invalidToken);
  });

  it('is kept without its secret', async () => {
    const { identifier, password } = await newUser();
    await browser.signIn(identifier, password);
    const secret = browser.cookies.heddle_login ?? '';
    expect(secret.length).toBeGreaterThan(40);
    const rows = JSON.stringify(await auth.dataSource.query('SELECT * FROM auth.logins, auth.users'));
    expect(rows).not.toContain(secret);
    expect(rows).not.toContain(password);
  });
});

describe('two replicas', () => {
  it('carry one login between them', async () => {
    const second = await startAuth({ databaseUrl: database.url, aheadMs: () => aheadMs });
    try {
      const { identifier, password } = await newUser();
      await browser.signIn(identifier, password);
      browser.origin = second.origin;
      expect((await browser.get('/user')).status).toBe(200);
      aheadMs = 11 * 60_000;
      expect((await browser.get('/user')).status).toBe(200);
      await browser.call('POST', '/logout');
      browser.origin = auth.origin;
      expect((await browser.get('/user')).status).toBe(401);
    } finally {
      await second.stop();
    }
  });
});
