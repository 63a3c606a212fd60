import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWK, JWTHeaderParameters, JWTPayload } from 'jose';
import { ACCESS_TOKEN } from '#libs/security';
import type { AccessKeys } from '#libs/security';

/** Signs access tokens as the auth service would, and any way it never would. */
export interface TokenMint extends AccessKeys {
  readonly publicJwk: JWK;
  readonly privateKey: CryptoKey;
  sign(changes?: JWTPayload, header?: Partial<JWTHeaderParameters>): Promise<string>;
}

export async function createTokenMint(kid: string = randomUUID()): Promise<TokenMint> {
  const { publicKey, privateKey } = await generateKeyPair(ACCESS_TOKEN.algorithm, { extractable: true });
  const publicJwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: ACCESS_TOKEN.algorithm, use: 'sig' };
  const local = createLocalJWKSet({ keys: [publicJwk] });
  return {
    publicJwk,
    privateKey,
    keyOf: (header) => local(header),
    sign: (changes = {}, header = {}) =>
      new SignJWT({ ...claims(), ...changes })
        .setProtectedHeader({ alg: ACCESS_TOKEN.algorithm, typ: ACCESS_TOKEN.type, kid, ...header })
        .sign(privateKey, { crit: { extra: true } }),
  };
}

/** The claims of an honest token that was just issued. */
export function claims(): JWTPayload & { sub: string; sid: string } {
  const iat = Math.floor(Date.now() / 1_000);
  return {
    iss: ACCESS_TOKEN.issuer,
    aud: ACCESS_TOKEN.audience,
    sub: randomUUID(),
    sid: randomUUID(),
    tid: 'default',
    jti: randomUUID(),
    roles: [],
    iat,
    exp: iat + ACCESS_TOKEN.lifetimeSeconds,
  };
}
