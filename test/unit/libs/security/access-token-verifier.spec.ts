import { createHmac, randomUUID } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { DomainError, systemClock } from '#libs/platform';
import { AccessTokenVerifier } from '#libs/security';
import { claims, createTokenMint } from './token-mint.js';
import type { TokenMint } from './token-mint.js';

describe('AccessTokenVerifier', () => {
  let mint: TokenMint;
  let verifier: AccessTokenVerifier;

  beforeAll(async () => {
    mint = await createTokenMint('current');
    verifier = new AccessTokenVerifier(mint, systemClock);
  });

  /** What becomes of a token: `passed`, or the code of the error. */
  const verdictOn = (token: string): Promise<string> =>
    verifier.verify(token).then(
      () => 'passed',
      (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
    );

  it('tells the owner, the login and the roles of an honest token', async () => {
    const [sub, sid] = [randomUUID(), randomUUID()];
    const token = await mint.sign({ sub, sid, tid: 'acme', roles: ['support'] });
    await expect(verifier.verify(token)).resolves.toEqual({
      owner: { tenantId: 'acme', userId: sub },
      loginId: sid,
      roles: ['support'],
    });
  });

  it('refuses a token once its time is over', async () => {
    const token = await mint.sign();
    const later = new AccessTokenVerifier(mint, { ...systemClock, now: () => Date.now() + 601_000 });
    await expect(later.verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(verifier.verify(token)).resolves.toBeDefined();
  });

  it.each([
    ['another issuer', { iss: 'https://elsewhere.example' }],
    ['another audience', { aud: 'elsewhere' }],
    ['no audience', { aud: undefined }],
    ['no expiry', { exp: undefined }],
    ['no login', { sid: undefined }],
    ['no token id', { jti: undefined }],
    ['a subject that is no id', { sub: 'alice' }],
    ['a login that is no id', { sid: '../keys' }],
    ['a tenant that is no word', { tid: 7 }],
    ['roles that are no list', { roles: 'admin' }],
  ])('refuses a signed token with %s', async (_, changes) => {
    await expect(verdictOn(await mint.sign(changes))).resolves.toBe('unauthenticated');
  });

  it.each([
    ['of another type, such as an ID token', { typ: 'JWT' }],
    ['of no type', { typ: undefined }],
    ['signed by a key that is not known', { kid: 'unknown' }],
    ['that names no key', { kid: undefined }],
    ['with an extension that is not understood', { crit: ['extra'], extra: true }],
  ])('refuses a signed token %s', async (_, header) => {
    await expect(verdictOn(await mint.sign({}, header))).resolves.toBe('unauthenticated');
  });

  it('refuses a token under the right key id but signed by somebody else', async () => {
    const stranger = await createTokenMint('current');
    await expect(verdictOn(await stranger.sign())).resolves.toBe('unauthenticated');
  });

  it('refuses a token without a signature', async () => {
    await expect(verdictOn(new UnsecuredJWT(claims()).encode())).resolves.toBe('unauthenticated');
    const [header, payload] = (await mint.sign()).split('.');
    await expect(verdictOn(`${header}.${payload}.`)).resolves.toBe('unauthenticated');
  });

  it('refuses a token whose signature is a MAC made with the public key', async () => {
    const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'at+jwt', kid: 'current' }));
    const signed = `${header.toString('base64url')}.${Buffer.from(JSON.stringify(claims())).toString('base64url')}`;
    const mac = createHmac('sha256', JSON.stringify(mint.publicJwk)).update(signed).digest('base64url');
    await expect(verdictOn(`${signed}.${mac}`)).resolves.toBe('unauthenticated');
  });

  it('never takes a key out of the token itself', async () => {
    const stranger = await createTokenMint('theirs');
    const token = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'theirs', jwk: stranger.publicJwk })
      .sign(stranger.privateKey);
    await expect(verdictOn(token)).resolves.toBe('unauthenticated');
  });

  it('refuses what is no token at all', async () => {
    await expect(verdictOn('')).resolves.toBe('unauthenticated');
    await expect(verdictOn('a.b.c')).resolves.toBe('unauthenticated');
    await expect(verdictOn('x'.repeat(100_000))).resolves.toBe('unauthenticated');
  });

  it('says that sign-in cannot be checked, not that the token is wrong, when there are no keys to be had', async () => {
    const cut = new AccessTokenVerifier(
      { keyOf: () => Promise.reject(new TypeError('fetch failed')) },
      systemClock,
    );
    await expect(cut.verify(await mint.sign())).rejects.toMatchObject({ code: 'unavailable' });
  });
});
