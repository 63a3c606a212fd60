import { once } from 'node:events';
import { mergePatch } from '#libs/contracts';
import type {
  DescribeUserAnswer,
  DescribeUserQuestion,
  JsonObject,
  PersistedUserDto,
  UserMetadataChangedDto,
} from '#libs/contracts';
import { deriveId } from '#libs/platform';
import type { Changes } from './changes.js';

/** A user of a test. */
export interface TestUser {
  readonly identifier: string;
  readonly displayName?: string;
  /** What the user comes with. Signed in again with the same, it has what turns have stored since besides. */
  readonly metadata?: JsonObject;
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
}

/** Ids of users follow from their identifiers. */
const NAMESPACE = 'b1f3a0c4-8c55-4a66-9a2f-6f0d5d0c7a11';

/** The users of a test, as the auth service keeps them. */
export class StandInUsers {
  private readonly users = new Map<string, PersistedUserDto>();
  private readonly given = new Map<string, string>();
  private readonly applied = new Set<string>();

  constructor(private readonly changes: Changes) {}

  /** The user as its session begins with it: what it comes with, and what turns have stored before. */
  signIn(given: TestUser, now: number): PersistedUserDto {
    const id = deriveId(NAMESPACE, given.identifier);
    const known = this.users.get(id);
    const givenBefore = this.given.get(id);
    const metadata = JSON.stringify(given.metadata ?? {});
    this.given.set(id, metadata);
    const user: PersistedUserDto = {
      id,
      createdAt: known?.createdAt ?? new Date(now).toISOString(),
      identifier: given.identifier,
      ...(given.displayName ? { displayName: given.displayName } : {}),
      metadata: {
        ...known?.metadata,
        ...(metadata === givenBefore ? {} : (JSON.parse(metadata) as JsonObject)),
      },
      roles: [...(given.roles ?? known?.roles ?? [])],
      groups: [...(given.groups ?? known?.groups ?? [])],
    };
    this.users.set(id, user);
    return structuredClone(user);
  }

  /** Applies what a turn changed, once. @param eventId the event's id */
  change({ userId, patch }: UserMetadataChangedDto, eventId: string): void {
    const user = this.users.get(userId);
    if (user && !this.applied.has(eventId)) user.metadata = mergePatch(user.metadata, patch);
    this.applied.add(eventId);
    this.changes.happened();
  }

  /** The user as it is now; undefined when there is none. */
  find(userId: string): PersistedUserDto | undefined {
    const user = this.users.get(userId);
    return user && structuredClone(user);
  }

  /** Answers as the auth service does: once the change that is asked about is applied. */
  async answer({ userId, after }: DescribeUserQuestion, until: AbortSignal): Promise<DescribeUserAnswer> {
    const isApplied = (): boolean => after === undefined || this.applied.has(after);
    if (!isApplied()) await Promise.race([this.changes.until(isApplied), once(until, 'abort')]);
    const user = this.find(userId);
    return user ? { user } : {};
  }
}
