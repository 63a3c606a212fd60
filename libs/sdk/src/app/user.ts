import type { JsonObject } from '#libs/contracts';

/** What an app keeps about a user; JSON, 64 KB at the most. `null` removes a key: metadata travels as RFC 7386 patches. */
export type UserMetadata = JsonObject;

/** What a user is made of. */
export interface UserOptions {
  /** Unique in the tenant: a login name, an e-mail address or what the identity provider calls the user. */
  readonly identifier: string;
  readonly displayName?: string | undefined;
  /** The object itself is kept, not a copy. */
  readonly metadata?: UserMetadata | undefined;
}

/** Who signed in. */
export class User {
  readonly identifier: string;
  readonly displayName?: string;
  /**
   * Whatever the app and the identity provider keep about the user. What a handler changes here is stored when its
   * turn ends, and is there at the user's next chat; keys that the identity provider owns stay as it says.
   */
  metadata: UserMetadata;

  constructor({ identifier, displayName, metadata }: UserOptions) {
    this.identifier = identifier;
    if (displayName !== undefined) this.displayName = displayName;
    this.metadata = metadata ?? {};
  }
}

/** What a stored user is made of. */
export interface PersistedUserOptions extends UserOptions {
  readonly id: string;
  /** ISO 8601, UTC; '' unless given. */
  readonly createdAt?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
}

/** A user that the deployment has stored. */
export class PersistedUser extends User {
  readonly id: string;
  /** ISO 8601, UTC; '' when it is not known. */
  readonly createdAt: string;
  /** What the user may do: the deployment decides it, apps read it. */
  readonly roles: readonly string[];
  readonly groups: readonly string[];

  constructor(options: PersistedUserOptions) {
    super(options);
    this.id = options.id;
    this.createdAt = options.createdAt ?? '';
    this.roles = Object.freeze([...(options.roles ?? [])]);
    this.groups = Object.freeze([...(options.groups ?? [])]);
  }
}
