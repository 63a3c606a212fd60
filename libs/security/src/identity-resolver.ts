import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Cookies } from 'cookie';
import { validate as isUuid } from 'uuid';
import { OwnerDto, RenewLogin } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { AccessTokenVerifier, invalidToken } from './access-token-verifier.js';
import type { Identity, ResolvedIdentity } from './identity.js';
import { IdentityCookies } from './identity-cookies.js';
import type { LoginRenewals } from './login-renewals.js';
import { accessTokenIn, bearerTokenOf, COOKIE, cookiesOf } from './request-cookies.js';

/**
 * Tells from a request's headers who makes it. With sign-in on: the bearer of a valid access token, renewed through
 * the login's secret when the token is missing or unusable. With sign-in off: a guest.
 */
export class IdentityResolver {
  /** @param renewals looked up when it is first needed */
  constructor(
    private readonly signIn: 'on' | 'off',
    private readonly verifier: AccessTokenVerifier,
    private readonly cookies: IdentityCookies,
    private readonly renewals: () => LoginRenewals,
  ) {}

  /**
   * Over `http` a Bearer token counts too, and a new guest is nobody yet: a page's first requests run side by side,
   * and if each answered with a guest of its own, the last answer would take the session from the guest who opened
   * it. Over `socket` a new guest's cookie is among those to set.
   *
   * @throws DomainError `unauthenticated`, or `unavailable`/`timeout` when auth is needed and away
   */
  async resolve(headers: IncomingHttpHeaders, channel: 'http' | 'socket'): Promise<ResolvedIdentity> {
    const present = cookiesOf(headers);
    if (this.signIn === 'off') return this.guest(present, channel);
    const token = accessTokenIn(present) ?? (channel === 'http' ? bearerTokenOf(headers) : undefined);
    const identity = token && (await this.verified(token));
    return identity ? { ...identity, setCookies: [] } : this.renewed(present);
  }

  private guest(present: Cookies, channel: 'http' | 'socket'): ResolvedIdentity {
    const known = present[COOKIE.guest];
    const guestId = isUuid(known) && known ? known : randomUUID();
    const owner = Object.assign(new OwnerDto(), { guestId });
    const isNew = guestId !== known && channel === 'socket';
    return { owner, roles: [], setCookies: isNew ? this.cookies.guest(guestId) : [] };
  }

  private async verified(token: string): Promise<Identity | undefined> {
    try {
      return await this.verifier.verify(token);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'unauthenticated') return undefined;
      throw error;
    }
  }

  private async renewed(present: Cookies): Promise<ResolvedIdentity> {
    const secret = present[COOKIE.login];
    if (!secret || secret.length < 20 || secret.length > 200) throw invalidToken();
    const { accessToken } = await this.renewals().ask(RenewLogin, { secret });
    if (!accessToken) throw invalidToken();
    const identity = await this.verifier.verify(accessToken);
    return { ...identity, setCookies: this.cookies.accessToken(accessToken, present) };
  }
}
