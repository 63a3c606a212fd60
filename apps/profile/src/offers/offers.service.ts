import { Inject, Injectable, Logger } from '@nestjs/common';
import { ChatProfiles, ChatStarters, mayUse } from '#libs/contracts';
import type { ChatProfileDto, StarterDto } from '#libs/contracts';
import { MESSAGING_PARTS, RequestClient } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import type { KnownApp } from '../apps/apps.registry.js';
import { AnswerCache } from './answer-cache.js';
import type { Visitor } from './users.directory.js';

/**
 * Fresh for half a minute: a page asks two or three times while it opens, and people reload. Whoever looks after that
 * makes the hook be asked again, so that what it finds elsewhere (a table, the time) shows at the next look. After ten
 * minutes somebody has been away, and rather waits for what holds now. The last answer stands in for as long as no
 * worker gives another.
 */
const LIFETIMES = { freshMs: 30_000, usableMs: 10 * 60_000, keptMs: Infinity };

/** For as long after an announcement a worker that is being replaced may still answer, with what held before. */
const REPLACING_MS = 3_000;

/** What the chat apps offer a visitor: in their workers' words, else in their manifest's. */
@Injectable()
export class OffersService {
  private readonly logger = new Logger(OffersService.name);
  private readonly profiles: AnswerCache<readonly ChatProfileDto[]>;
  private readonly starters: AnswerCache<readonly StarterDto[]>;

  constructor(
    private readonly requests: RequestClient,
    @Inject(MESSAGING_PARTS) private readonly parts: MessagingParts,
  ) {
    this.profiles = new AnswerCache(parts.clock, LIFETIMES);
    this.starters = new AnswerCache(parts.clock, LIFETIMES);
  }

  /** Whether it matters to the app who asks. */
  dependsOnVisitor({ manifest: { hooks, profiles } }: KnownApp): boolean {
    return (
      hooks.includes('setChatProfiles') ||
      hooks.includes('setStarters') ||
      profiles.some((profile) => !mayUse(profile, undefined))
    );
  }

  /** The profiles that the visitor may use. */
  async profilesOf(app: KnownApp, visitor: Visitor, language: string): Promise<readonly ChatProfileDto[]> {
    const { manifest } = app;
    const profiles = manifest.hooks.includes('setChatProfiles')
      ? await this.profiles
          .get(
            keyOf(app, visitor, language),
            async () =>
              (await this.requests.ask(ChatProfiles, questionOf(visitor, language), { app: manifest.app }))
                .profiles,
            this.since(app),
          )
          .catch((error: unknown) => this.declared(app, 'profiles', error))
      : manifest.profiles;
    return profiles.filter((profile) => mayUse(profile, visitor.user));
  }

  /** @param chatProfile one that `profilesOf` gave, where one is selected */
  async startersOf(
    app: KnownApp,
    visitor: Visitor,
    language: string,
    chatProfile?: string,
  ): Promise<readonly StarterDto[]> {
    const { manifest } = app;
    if (!manifest.hooks.includes('setStarters')) return manifest.starters;
    const question = { ...questionOf(visitor, language), ...(chatProfile ? { chatProfile } : {}) };
    return this.starters
      .get(
        keyOf(app, visitor, language, chatProfile),
        async () => (await this.requests.ask(ChatStarters, question, { app: manifest.app })).starters,
        this.since(app),
      )
      .catch((error: unknown) => this.declared(app, 'starters', error));
  }

  /** Since when answers have been the app's that is there now. */
  private since({ announcedAt }: KnownApp): number {
    const replaced = announcedAt + REPLACING_MS;
    return this.parts.clock.now() < replaced ? announcedAt : replaced;
  }

  private declared<K extends 'profiles' | 'starters'>(
    { manifest }: KnownApp,
    what: K,
    reason: unknown,
  ): KnownApp['manifest'][K] {
    this.logger.warn(
      `app ${manifest.app} did not say its ${what}, the declared ones are shown: ${String(reason)}`,
    );
    return manifest[what];
  }
}

function questionOf(
  { user }: Visitor,
  language: string,
): { user?: NonNullable<Visitor['user']>; language: string } {
  return { language, ...(user ? { user } : {}) };
}

/** Never that of another version: what a new one offers is asked anew. */
function keyOf({ manifest }: KnownApp, visitor: Visitor, language: string, profile = ''): string {
  return JSON.stringify([manifest.app, manifest.version, visitor.key, language, profile]);
}
