import { DescribeUser } from '#libs/contracts';
import type { PersistedUserDto, SessionDto } from '#libs/contracts';
import type { LivePlane, UserEnvVault } from '#libs/live';
import type { RequestClient } from '#libs/messaging';

/** How long a change of a user's metadata may take to reach the auth service. */
const PATCH_TRAVELS_MS = 60_000;

/** What a turn has to look up about its session: it is not in the event. */
export class SessionFacts {
  constructor(
    private readonly live: LivePlane,
    private readonly requests: RequestClient,
    private readonly userEnv: UserEnvVault,
  ) {}

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

  /** Lets whoever begins a conversation with this user know that there is a change on its way. */
  async announcePatch(userId: string, eventId: string): Promise<void> {
    await this.live.keep(patchMark(userId), eventId, PATCH_TRAVELS_MS);
  }
}

function patchMark(userId: string): string {
  return `user-patch:${userId}`;
}
