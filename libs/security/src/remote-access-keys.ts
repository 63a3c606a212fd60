import { createRemoteJWKSet } from 'jose';
import type { CryptoKey, JWSHeaderParameters } from 'jose';
import type { Clock } from '#libs/platform';
import type { AccessKeys } from './access-keys.js';

const MAX_AGE_MS = 10 * 60_000;
const RETRY_MS = 30_000;
const TIMEOUT_MS = 3_000;

/**
 * The key set that the auth service publishes. Fetched at the first use, refreshed in the background every ten
 * minutes and when a token names an unknown key (at most once in 30 s). While auth is away the keys of the last
 * success stay in use.
 */
export class RemoteAccessKeys implements AccessKeys {
  private readonly remote;
  private refreshAt = 0;

  /** @param authUrl base address of the auth service, without a trailing slash */
  constructor(
    authUrl: string,
    private readonly clock: Clock,
  ) {
    this.remote = createRemoteJWKSet(new URL(`${authUrl}/.well-known/jwks.json`), {
      cacheMaxAge: Infinity,
      cooldownDuration: RETRY_MS,
      timeoutDuration: TIMEOUT_MS,
    });
  }

  keyOf(header: JWSHeaderParameters): Promise<CryptoKey> {
    const now = this.clock.now();
    if (this.remote.jwks() === undefined) this.refreshAt = now + MAX_AGE_MS;
    else if (now >= this.refreshAt) this.refresh(now);
    return this.remote(header);
  }

  private refresh(now: number): void {
    this.refreshAt = now + RETRY_MS;
    this.remote.reload().then(
      () => {
        this.refreshAt = now + MAX_AGE_MS;
      },
      () => {
        // Auth is away: the keys at hand stay, and the next try is due in RETRY_MS.
      },
    );
  }
}
