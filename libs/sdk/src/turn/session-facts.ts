import { DescribeUser, UserMetadataChanged } from '#libs/contracts';
import type { JsonObject, OwnerDto, PersistedUserDto, SessionDto } from '#libs/contracts';
import type { LivePlane, UserEnvVault } from '#libs/live';
import type { EventPublisher, RequestClient } from '#libs/messaging';
import { deriveId } from '#libs/platform';
import type { UserStandings } from './user-standings.js';

/** How long a change of a user's metadata may take to reach the auth service. */
const PATCH_TRAVELS_MS = 60_000;

/** What is known of a turn's session beside its event, and what the turn makes known of its user. */
export class SessionFacts {
  constructor(
    private readonly live: LivePlane,
    private readonly publisher: EventPublisher,
    private readonly requests: RequestClient,
    private readonly userEnv: UserEnvVault,
    private readonly standings: UserStandings,
  ) {}

  /** The session, its user with the roles and groups of now. */
  async current(session: SessionDto): Promise<SessionDto> {
    return session.user ? { ...session, user: await this.standings.current(session.user) } : session;
  }

  /** The keys that the user supplied. */
  envOf({ id, hasEnv }: SessionDto): Promise<Record<string, string>> {
    return hasEnv ? this.userEnv.get(id) : Promise.resolve({});
  }

  /**
   * The user as a conversation begins with them: as the session says, unless a turn, wherever it ran, has changed them
   * just now; then as they are once that is stored.
   */
  async userOf({ user }: SessionDto): Promise<PersistedUserDto | undefined> {
    const after = user && (await this.live.kept(patchMark(user.id)));
    if (!after) return user;
    const { user: newest } = await this.requests.ask(DescribeUser, { userId: user.id, after });
    return newest ?? user;
  }

  /**
   * Sends what a turn changed in its user's metadata: applied once, however often the turn is run. Resolves once it
   * cannot be lost, and whoever begins a conversation with the user knows that it is on its way.
   */
  async sendPatch({ tenantId, userId }: OwnerDto, patch: JsonObject, turnId: string): Promise<void> {
    if (userId === undefined) return;
    const id = deriveId(turnId, 'user metadata');
    await this.publisher.publish(
      UserMetadataChanged,
      { tenantId, userId, patch },
      { id, causationId: turnId },
    );
    await this.live.keep(patchMark(userId), id, PATCH_TRAVELS_MS);
  }
}

function patchMark(userId: string): string {
  return `user-patch:${userId}`;
}
