import type { OwnerDto } from '#libs/contracts';

/** Who makes a request or opens a socket. */
export interface Identity {
  readonly owner: OwnerDto;
  /** The server-side login the access token belongs to (`sid`). Absent for a guest. */
  readonly loginId?: string;
  /** The roles named by the access token. Empty for a guest. */
  readonly roles: readonly string[];
}

/** An identity, and the `Set-Cookie` values that its response has to carry (none: nothing changed). */
export interface ResolvedIdentity extends Identity {
  readonly setCookies: readonly string[];
}
