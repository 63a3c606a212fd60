import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { ResolvedIdentity } from './identity.js';
import { IdentityResolver } from './identity-resolver.js';

/** Who opens a socket, from the headers of its upgrade request. Cookies only: a Bearer token does not count. */
@Injectable()
export class SocketIdentity {
  constructor(private readonly resolver: IdentityResolver) {}

  /**
   * Whoever accepts the handshake sends `setCookies` with its response.
   *
   * @throws DomainError `unauthenticated`, or `unavailable`/`timeout` when auth is needed and away
   */
  identify(headers: IncomingHttpHeaders): Promise<ResolvedIdentity> {
    return this.resolver.resolve(headers, 'socket');
  }
}
