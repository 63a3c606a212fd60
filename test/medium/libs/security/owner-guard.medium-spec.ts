import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Logger, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OwnerDto } from '#libs/contracts';
import type { RenewLoginAnswer, RenewLoginQuestion } from '#libs/contracts';
import { createServiceApplication, DomainError, systemClock } from '#libs/platform';
import { CurrentIdentity, CurrentOwner, Public, SecurityModule, SocketIdentity } from '#libs/security';
import type { Identity, LoginRenewals, SecurityOptions } from '#libs/security';
import { createTokenMint } from '../../../unit/libs/security/token-mint.js';
import type { TokenMint } from '../../../unit/libs/security/token-mint.js';

@Controller()
class WhoController {
  @Get('owner')
  owner(@CurrentOwner() owner: OwnerDto): OwnerDto {
    return owner;
  }

  @Get('identity')
  identity(@CurrentIdentity() identity: Identity): Identity {
    return identity;
  }

  @Public()
  @Get('open')
  open(): { open: true } {
    return { open: true };
  }
}

/** Stands where the bus does: renews one secret, or is away. */
class Renewals implements LoginRenewals {
  readonly asked: string[] = [];
  readonly secret = `secret-${randomUUID()}`;
  away = false;
  fresh = '';

  ask(_: unknown, { secret }: RenewLoginQuestion): Promise<RenewLoginAnswer> {
    this.asked.push(secret);
    if (this.away) return Promise.reject(new DomainError('timeout', 'auth did not answer in time'));
    return Promise.resolve(secret === this.secret ? { accessToken: this.fresh } : {});
  }
}

@Module({ controllers: [WhoController], providers: [Renewals], exports: [Renewals] })
class WhoModule {}

Logger.overrideLogger(['warn', 'error']);

const addressOf = (server: Server) => server.address() as AddressInfo;

let app: NestExpressApplication;
let origin: string;

async function start(security: Partial<SecurityOptions>): Promise<void> {
  const options: SecurityOptions = {
    signIn: 'on',
    publicUrl: 'http://localhost',
    renewThrough: Renewals,
    ...security,
  };
  app = await createServiceApplication('who', {
    module: class Root {},
    imports: [WhoModule, SecurityModule.register(options)],
  });
  await app.listen(0, '127.0.0.1');
  origin = `http://127.0.0.1:${addressOf(app.getHttpServer()).port}`;
}

const get = (path: string, headers: { cookie?: string; authorization?: string } = {}) =>
  fetch(`${origin}${path}`, { headers: { ...headers } });

afterEach(() => app.close());

describe('with sign-in on', () => {
  let mint: TokenMint;
  let renewals: Renewals;
  let keyServer: Server;
  let passedMs: number;

  beforeEach(async () => {
    mint = await createTokenMint();
    passedMs = 0;
    const published = JSON.stringify({ keys: [mint.publicJwk] });
    keyServer = createServer((_, response) => void response.end(published));
    await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
    await start({
      authUrl: `http://127.0.0.1:${addressOf(keyServer).port}`,
      clock: { ...systemClock, now: () => Date.now() + passedMs },
    });
    renewals = app.get(Renewals, { strict: false });
  });

  afterEach(() => void keyServer.close());

  it('tells a handler who asks, by cookie, by chunks and by Bearer', async () => {
    const sub = randomUUID();
    const token = await mint.sign({ sub, roles: ['support'] });
    const half = Math.ceil(token.length / 2);
    const ways = [
      { cookie: `access_token=${token}` },
      { cookie: `access_token_0=${token.slice(0, half)}; access_token_1=${token.slice(half)}` },
      { authorization: `Bearer ${token}` },
    ];
    for (const headers of ways) {
      const response = await get('/identity', headers);
      await expect(response.json()).resolves.toMatchObject({
        owner: { tenantId: 'default', userId: sub },
        roles: ['support'],
      });
      expect(response.headers.getSetCookie()).toEqual([]);
    }
  });

  it('refuses without a usable token in the wire protocol’s words', async () => {
    for (const headers of [{}, { cookie: 'access_token=forged' }, { authorization: 'Bearer forged' }]) {
      const response = await get('/owner', headers);
      expect(response.status).toBe(401);
      await expect(response.json()).resolves.toEqual({ detail: 'Invalid authentication token' });
    }
  });

  it('answers public routes and health probes to everybody', async () => {
    expect((await get('/open', { cookie: 'access_token=forged' })).status).toBe(200);
    expect((await get('/health')).status).toBe(200);
  });

  it('renews a token that ran out, so that nobody notices', async () => {
    const sub = randomUUID();
    renewals.fresh = await mint.sign({ sub });
    const expired = await mint.sign({ sub, exp: 1 });
    const response = await get('/owner', {
      cookie: `access_token=${expired}; heddle_login=${renewals.secret}`,
    });
    await expect(response.json()).resolves.toMatchObject({ userId: sub });
    const [cookie] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^access_token=.+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    const again = await get('/owner', { cookie: cookie?.split(';')[0] ?? '' });
    await expect(again.json()).resolves.toMatchObject({ userId: sub });
  });

  it('refuses when the login has ended, and asks nobody about a secret that cannot be one', async () => {
    expect((await get('/owner', { cookie: 'heddle_login=of-a-login-that-has-ended' })).status).toBe(401);
    expect((await get('/owner', { cookie: 'heddle_login=short' })).status).toBe(401);
    expect(renewals.asked).toEqual(['of-a-login-that-has-ended']);
  });

  it('says so, instead of signing the user out, when renewal cannot be had', async () => {
    renewals.away = true;
    expect((await get('/owner', { cookie: `heddle_login=${renewals.secret}` })).status).toBe(504);
  });

  it('goes on with the keys it has while auth is away', async () => {
    const token = await mint.sign();
    expect((await get('/owner', { cookie: `access_token=${token}` })).status).toBe(200);
    keyServer.closeAllConnections();
    await new Promise((resolve) => keyServer.close(resolve));
    passedMs = 15 * 60_000;
    const later = await mint.sign({ exp: Math.floor(Date.now() / 1_000) + 20 * 60 });
    for (let times = 0; times < 3; times += 1) {
      expect((await get('/owner', { cookie: `access_token=${later}` })).status).toBe(200);
    }
  });

  it('answers 503 when auth is away and no keys were ever had', async () => {
    keyServer.closeAllConnections();
    await new Promise((resolve) => keyServer.close(resolve));
    expect((await get('/owner', { cookie: `access_token=${await mint.sign()}` })).status).toBe(503);
  });

  it('knows a socket by its cookies only, and renews at the handshake', async () => {
    const socketIdentity = app.get(SocketIdentity, { strict: false });
    const sub = randomUUID();
    const token = await mint.sign({ sub });
    await expect(socketIdentity.identify({ cookie: `access_token=${token}` })).resolves.toMatchObject({
      owner: { userId: sub },
      setCookies: [],
    });
    await expect(socketIdentity.identify({ authorization: `Bearer ${token}` })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    renewals.fresh = token;
    const renewed = await socketIdentity.identify({ cookie: `heddle_login=${renewals.secret}` });
    expect(renewed.owner.userId).toBe(sub);
    expect(renewed.setCookies).toHaveLength(1);
  });
});

describe('with sign-in off', () => {
  beforeEach(() => start({ signIn: 'off', publicUrl: 'https://chat.example' }));

  it('takes everybody for a guest, and keeps to the guest of the cookie', async () => {
    const guestId = randomUUID();
    const response = await get('/owner', { cookie: `heddle_guest=${guestId}` });
    await expect(response.json()).resolves.toEqual({ tenantId: 'default', guestId });
  });

  it('makes a guest at the handshake, once', async () => {
    const socketIdentity = app.get(SocketIdentity, { strict: false });
    const first = await socketIdentity.identify({});
    expect(first.setCookies[0]).toMatch(
      /^heddle_guest=[0-9a-f-]{36}; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const second = await socketIdentity.identify({ cookie: first.setCookies[0]?.split(';')[0] });
    expect(second).toMatchObject({ owner: first.owner, setCookies: [] });
  });

  it('does not let side-by-side requests of a new visitor overwrite each other’s guest', async () => {
    const answers = await Promise.all([get('/owner'), get('/owner'), get('/owner')]);
    expect(answers.flatMap((answer) => answer.headers.getSetCookie())).toEqual([]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('takes a guest cookie that is no id for none', async () => {
    const socketIdentity = app.get(SocketIdentity, { strict: false });
    const { owner, setCookies } = await socketIdentity.identify({ cookie: 'heddle_guest=../admin' });
    expect(owner.guestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(setCookies).toHaveLength(1);
  });
});
