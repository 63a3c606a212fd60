import type { PersistedUserDto } from '#libs/contracts';
import { mayUse } from '#libs/contracts';
import type { Clock, LoggerPort } from '#libs/platform';
import type { ChatApp } from '../app/chat-app.js';
import type { ChatProfile, Starter } from '../app/chat-profile.js';
import { assertDistinctNames } from '../app/profile-names.js';
import { PersistedUser } from '../app/user.js';
import { ProfileRefused } from './turn-errors.js';

/** Answers that are remembered at the most. */
const MAX_ANSWERS = 1_000;
/** For so long an answer of the app's is taken for what it would say again. */
const ANSWER_LASTS_MS = 60_000;

interface Answered {
  readonly profiles: Promise<readonly ChatProfile[]>;
  readonly until: number;
}

/** Which profiles the app offers whom, as its `setChatProfiles` says. */
export class OfferedProfiles {
  private readonly answers = new Map<string, Answered>();
  private readonly listed: readonly ChatProfile[];

  constructor(
    private readonly app: ChatApp,
    private readonly clock: Clock,
    private readonly logger: LoggerPort,
  ) {
    this.listed = this.checked(app.profiles ?? []);
  }

  /** Whether the app has profiles at all. */
  get exist(): boolean {
    return this.app.profiles !== undefined || this.app.handlers.has('setChatProfiles');
  }

  /**
   * What the app says for this user, those for roles and groups that the user has not got included.
   *
   * @throws DomainError `invalid_input` for two profiles of one name; what the app's function throws
   */
  async all(user: PersistedUserDto | undefined, language: string): Promise<readonly ChatProfile[]> {
    const setChatProfiles = this.app.handlers.find('setChatProfiles');
    if (!setChatProfiles) return this.listed;
    const key = JSON.stringify([user?.id, user?.roles, user?.groups, user?.metadata, language]);
    const known = this.answers.get(key);
    if (known && known.until > this.clock.now()) return known.profiles;
    const asked = Promise.resolve()
      .then(() => setChatProfiles(user && new PersistedUser(structuredClone(user)), language))
      .then((answer) => this.checked(answer));
    this.remember(key, asked);
    return asked;
  }

  /** What this user may pick. @throws as `all` does */
  async for(user: PersistedUserDto | undefined, language: string): Promise<readonly ChatProfile[]> {
    const profiles = await this.all(user, language);
    return withOneDefault(profiles.filter((profile) => mayUse(allowed(profile), user)));
  }

  /**
   * The profile that a session's turns run under: the one it names, else the default of what this user may pick.
   *
   * @throws ProfileRefused when the user may not have the one it names
   */
  async choose(
    named: string | undefined,
    user: PersistedUserDto | undefined,
    language: string,
  ): Promise<string | undefined> {
    const offered = await this.for(user, language);
    if (named === undefined) return offered.find((profile) => profile.default)?.name;
    if (offered.some(({ name }) => name === named)) return named;
    throw new ProfileRefused(named);
  }

  /** The first messages that are suggested where the profile has none of its own. */
  async startersFor(
    user: PersistedUserDto | undefined,
    language: string,
    chatProfile: string | undefined,
  ): Promise<readonly Starter[]> {
    const setStarters = this.app.handlers.find('setStarters');
    if (!setStarters) return this.app.options.starters ?? [];
    return setStarters(user && new PersistedUser(structuredClone(user)), language, chatProfile);
  }

  private remember(key: string, profiles: Promise<readonly ChatProfile[]>): void {
    const answer = { profiles, until: this.clock.now() + ANSWER_LASTS_MS };
    this.answers.delete(key);
    this.answers.set(key, answer);
    if (this.answers.size > MAX_ANSWERS) this.answers.delete(this.answers.keys().next().value ?? '');
    profiles.catch(() => {
      if (this.answers.get(key) === answer) this.answers.delete(key);
    });
  }

  private checked(profiles: readonly ChatProfile[]): readonly ChatProfile[] {
    assertDistinctNames(profiles);
    const defaults = profiles.filter((profile) => profile.default).map(({ name }) => name);
    if (defaults.length > 1)
      this.logger.warn(
        `several profiles are marked default (${defaults.join(', ')}); the first that a user may have counts`,
      );
    return profiles;
  }
}

function withOneDefault(profiles: readonly ChatProfile[]): readonly ChatProfile[] {
  const first = profiles.find((profile) => profile.default);
  return profiles.map((profile) =>
    profile.default && profile !== first ? { ...profile, default: false } : profile,
  );
}

function allowed({ roles, groups }: ChatProfile): { roles?: string[]; groups?: string[] } {
  return { ...(roles ? { roles: [...roles] } : {}), ...(groups ? { groups: [...groups] } : {}) };
}
