import { isDeepStrictEqual } from 'node:util';
import { DescribeUser } from '#libs/contracts';
import type { PersistedUserDto } from '#libs/contracts';
import type { RequestClient } from '#libs/messaging';
import type { Clock } from '#libs/platform';

/** Auth is asked again after so long: a role that is gone is of no use any more then. */
const LASTS_MS = 3_000;
/** Turns wait no longer for auth; while it does not answer, they do so once in `LASTS_MS`. */
const PATIENCE_MS = 1_000;
/** Users that are remembered at the most. */
const MAX_USERS = 10_000;

type Standing = Pick<PersistedUserDto, 'roles' | 'groups'>;

interface Known {
  readonly standing: Standing;
  readonly until: number;
}

/** The roles and groups of users as they are now: a session says what held when it began, which may be long ago. */
export class UserStandings {
  private readonly known = new Map<string, Known>();
  private awayUntil = 0;

  constructor(
    private readonly requests: Pick<RequestClient, 'ask'>,
    private readonly clock: Clock,
  ) {}

  /** The user with today's roles and groups; with those that were known last while auth is away. Never rejects. */
  async current(user: PersistedUserDto): Promise<PersistedUserDto> {
    const known = this.known.get(user.id);
    const now = this.clock.now();
    // Whoever comes with another standing than that has signed in anew, or is there for longer.
    if (known && known.until > now && isDeepStrictEqual(known.standing, standingOf(user))) return user;
    const standing = now < this.awayUntil ? undefined : await this.ask(user.id);
    return { ...user, ...(standing ?? known?.standing) };
  }

  private async ask(userId: string): Promise<Standing | undefined> {
    try {
      const { user } = await this.requests.ask(DescribeUser, { userId }, { deadlineMs: PATIENCE_MS });
      if (!user) return undefined;
      const standing = standingOf(user);
      this.remember(userId, standing);
      return standing;
    } catch {
      this.awayUntil = this.clock.now() + LASTS_MS;
      return undefined;
    }
  }

  private remember(userId: string, standing: Standing): void {
    this.known.delete(userId);
    this.known.set(userId, { standing, until: this.clock.now() + LASTS_MS });
    if (this.known.size > MAX_USERS) this.known.delete(this.known.keys().next().value ?? '');
  }
}

function standingOf({ roles, groups }: PersistedUserDto): Standing {
  return { roles, groups };
}
