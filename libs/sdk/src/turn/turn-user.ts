import { firstNonJson, MAX_USER_METADATA_BYTES, mergePatch } from '#libs/contracts';
import type { JsonObject, PersistedUserDto } from '#libs/contracts';
import type { TurnState } from '#libs/conversation';
import { DomainError } from '#libs/platform';
import { PersistedUser } from '../app/user.js';
import { metadataPatch } from './metadata-patch.js';

/** The cell's key of its user's metadata, where the conversation knows another than the session says. */
const USER_KEY = 'heddle:user';

/** Who a turn's user is, and where that is known from. */
export interface KnownUser {
  /** As the session says; undefined for a guest. */
  readonly inSession: PersistedUserDto | undefined;
  /** As the deployment knows them now: what the conversation knew before does not count any more. */
  readonly renewed?: PersistedUserDto | undefined;
}

/** The user of a turn: one object for all that ask, whose metadata may be changed in place until the turn ends. */
export class TurnUser {
  private made: { readonly user: PersistedUser; readonly before: JsonObject } | undefined;

  constructor(
    private readonly known: KnownUser,
    private readonly state: TurnState,
  ) {}

  /** Undefined for a guest. */
  get user(): PersistedUser | undefined {
    return (this.made ??= this.make())?.user;
  }

  /** Who the user is, without what the turn changes. To be read, not changed. */
  describe(): PersistedUserDto | undefined {
    const given = this.known.renewed ?? this.known.inSession;
    return given && { ...given, metadata: this.metadata(given) };
  }

  /**
   * What the turn changed, as an RFC 7386 patch; undefined: nothing.
   *
   * @throws DomainError `invalid_input` naming the path of what is not JSON, `too_large` above 64 KB
   */
  patch(): JsonObject | undefined {
    if (!this.made) return undefined;
    const { user, before } = this.made;
    assertStorable(user.metadata);
    return metadataPatch(before, user.metadata);
  }

  /** From now on the user is as the deployment knows them now, where that is known: for turns beside this one too. */
  renew(): void {
    const { renewed, inSession } = this.known;
    if (renewed && renewed !== inSession) this.state.set(USER_KEY, renewed.metadata);
    else if (renewed && this.state.has(USER_KEY)) this.state.unset(USER_KEY);
  }

  /** Keeps what the turn changed for the conversation's later turns. @throws as `patch` does */
  keep(): void {
    const given = this.known.renewed ?? this.known.inSession;
    const patch = this.patch();
    // Turns beside it may have changed something since.
    if (given && patch) this.state.set(USER_KEY, mergePatch(this.metadata(given), patch));
  }

  /** Forgets what the turn changed. */
  undo(): void {
    if (this.made) this.made.user.metadata = structuredClone(this.made.before);
  }

  private make(): TurnUser['made'] {
    const described = this.describe();
    if (!described) return undefined;
    const before = structuredClone(described.metadata);
    return { user: new PersistedUser({ ...described, metadata: structuredClone(before) }), before };
  }

  private metadata(given: PersistedUserDto): JsonObject {
    return (this.state.get(USER_KEY) as JsonObject | undefined) ?? given.metadata;
  }
}

function assertStorable(metadata: unknown): void {
  const isObject = typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata);
  const offender = isObject ? firstNonJson(metadata) : '$';
  if (offender)
    throw new DomainError(
      'invalid_input',
      `user.metadata: ${offender} is not ${isObject ? 'JSON' : 'an object'}. Nothing of this turn was kept.`,
    );
  const bytes = Buffer.byteLength(JSON.stringify(metadata));
  if (bytes > MAX_USER_METADATA_BYTES)
    throw new DomainError(
      'too_large',
      `user.metadata has ${Math.ceil(bytes / 1024)} KB; a user's metadata has 64 KB at the most. Nothing of this turn was kept.`,
    );
}
