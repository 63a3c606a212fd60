import { errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { validate as isUuid } from 'uuid';
import { OwnerDto } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import type { Clock } from '#libs/platform';
import type { AccessKeys } from './access-keys.js';
import { ACCESS_TOKEN } from './access-token.js';
import type { Identity } from './identity.js';

/** Checks access tokens locally: signature, issuer, audience, type, age and the claims Heddle relies on. */
export class AccessTokenVerifier {
  constructor(
    private readonly keys: AccessKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * @param token a compact JWS
   * @throws DomainError `unauthenticated` for any token that must not pass, `unavailable` when the keys cannot be had
   */
  async verify(token: string): Promise<Identity> {
    try {
      const { payload } = await jwtVerify(token, this.findKey, {
        algorithms: [ACCESS_TOKEN.algorithm],
        issuer: ACCESS_TOKEN.issuer,
        audience: ACCESS_TOKEN.audience,
        typ: ACCESS_TOKEN.type,
        requiredClaims: ['sub', 'sid', 'tid', 'jti', 'iat', 'exp'],
        currentDate: new Date(this.clock.now()),
      });
      return identityOf(payload);
    } catch (error) {
      if (error instanceof errors.JOSEError) throw invalidToken(error);
      throw error;
    }
  }

  private readonly findKey: JWTVerifyGetKey = async (header) => {
    if (!header.kid) throw new errors.JWKSNoMatchingKey();
    try {
      return await this.keys.keyOf(header);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) throw error;
      throw new DomainError('unavailable', 'Sign-in cannot be checked right now; try again shortly.', {
        cause: error,
      });
    }
  };
}

/** The one answer to a missing, expired, forged or otherwise unusable token. */
export function invalidToken(cause?: unknown): DomainError {
  return new DomainError('unauthenticated', 'Invalid authentication token', { cause });
}

function identityOf(payload: JWTPayload): Identity {
  const { sub, sid, tid, roles } = payload;
  if (!isUuid(sub) || !isUuid(sid) || typeof tid !== 'string' || !isStrings(roles)) throw invalidToken();
  const owner = Object.assign(new OwnerDto(), { tenantId: tid, userId: sub });
  return { owner, loginId: String(sid), roles };
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
