import type { CryptoKey, JWSHeaderParameters } from 'jose';

/** Where the public keys of access tokens come from. */
export interface AccessKeys {
  /**
   * The key that a token's header names.
   *
   * @throws JWKSNoMatchingKey (jose) when there is no such key; anything else means that the keys cannot be had now
   */
  keyOf(header: JWSHeaderParameters): Promise<CryptoKey>;
}
