import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/platform';
import { SocketIdentity } from '#libs/security';
import type { ResolvedIdentity } from '#libs/security';

/**
 * Who opened each transport. Found out before the upgrade is answered, because its response is the last chance to
 * set cookies; told to the handshake, because only a CONNECT_ERROR can say why somebody is refused.
 */
@Injectable()
export class UpgradeIdentities {
  private readonly found = new WeakMap<IncomingMessage, ResolvedIdentity | DomainError>();

  constructor(private readonly socketIdentity: SocketIdentity) {}

  /** Never rejects. */
  async resolve(request: IncomingMessage): Promise<void> {
    try {
      this.found.set(request, await this.socketIdentity.identify(request.headers));
    } catch (error) {
      const known =
        error instanceof DomainError ? error : new DomainError('internal', String(error), { cause: error });
      this.found.set(request, known);
    }
  }

  /** The `Set-Cookie` values for the upgrade's response. */
  cookiesFor(request: IncomingMessage): readonly string[] {
    const found = this.found.get(request);
    return found && !(found instanceof DomainError) ? found.setCookies : [];
  }

  /** @throws DomainError why nobody was found */
  of(request: IncomingMessage): ResolvedIdentity {
    const found = this.found.get(request);
    if (!found) throw new DomainError('unauthenticated', 'The transport was opened without an identity');
    if (found instanceof DomainError) throw found;
    return found;
  }
}
