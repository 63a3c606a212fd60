import { createHmac, randomUUID } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#libs/platform';
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

  const refused = (token: string) =>
    expect(verifier.verify(token)).rejects.toMatchObject({
      code: 'unauthenticated',
      message: 'Invalid authentication token',
    });

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
  ])('refuses a signed token with %s', async (_, changes) => refused(await mint.sign(changes)));

  it.each([
    ['of another type, such as an ID token', { typ: 'JWT' }],
    ['of no type', { typ: undefined }],
    ['signed by a key that is not known', { kid: 'unknown' }],
    ['that names no key', { kid: undefined }],
    ['with an extension that is not understood', { crit: ['extra'], extra: true }],
  ])('refuses a signed token %s', async (_, header) => refused(await mint.sign({}, header)));

  it('refuses a token under the right key id but signed by somebody else', async () => {
    const stranger = await createTokenMint('current');
    await refused(await stranger.sign());
  });

  it('refuses a token without a signature', async () => {
    await refused(new UnsecuredJWT(claims()).encode());
    const [header, payload] = (await mint.sign()).split('.');
    await refused(`${header}.${payload}.`);
  });

  it('refuses a token whose signature is a MAC made with the public key', async () => {
    const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'at+jwt', kid: 'current' }));
    const signed = `${header.toString('base64url')}.${Buffer.from(JSON.stringify(claims())).toString('base64url')}`;
    const mac = createHmac('sha256', JSON.stringify(mint.publicJwk)).update(signed).digest('base64url');
    await refused(`${signed}.${mac}`);
  });

  it('never takes a key out of the token itself', async () => {
    const stranger = await createTokenMint('theirs');
    const token = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'theirs', jwk: stranger.publicJwk })
      .sign(stranger.privateKey);
    await refused(token);
  });

  it('refuses what is no token at all', async () => {
    await refused('');
    await refused('a.b.c');
    await refused('x'.repeat(100_000));
  });

  it('says that sign-in cannot be checked, not that the token is wrong, when there are no keys to be had', async () => {
    const cut = new AccessTokenVerifier(
      { keyOf: () => Promise.reject(new TypeError('fetch failed')) },
      systemClock,
    );
    await expect(cut.verify(await mint.sign())).rejects.toMatchObject({ code: 'unavailable' });
  });
});
